using System.Text.RegularExpressions;

namespace MlOps.Samples;

public sealed partial class AnomalyAlertsTests : IDisposable
{
    private readonly SampleProcess _sample = new("AnomalyAlerts");

    [Fact]
    public async Task The_layers_leave_seven_alerts_of_thousands_of_spikes_and_every_incident()
    {
        var (exitCode, output, error) = await _sample.RunAsync();

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Equal(
            [
                ("(surfaced by the detector)", "", "2,477"),
                ("test hosts", "925", "1,552"),
                ("nightly back-up", "678", "874"),
                ("three minutes of five", "227", "647"),
                ("still going on", "638", "9"),
                ("one an hour for a host", "1", "8"),
                ("three an hour in all", "1", "7"),
                ("quiet weekends", "dry run: 1", "7"),
            ],
            Rows(output, cells: 6).Skip(1).Select(c => (c[0], c[4], c[5])));
        Assert.Equal(
            [
                ("runaway process", "after 2 min", "1"),
                ("failing disk", "after 2 min", "1"),
                ("upstream outage", "after 2 min", "3"),
                ("stuck job", "after 2 min", "1"),
                ("lock during the back-up", "after 22 min", "1"),
            ],
            Rows(output, cells: 7).Skip(1).Select(c => (c[0], c[4], c[6])));
        Assert.Contains("161,280 values, 2,477 spikes surfaced, 7 alerts: 5 of 5 incidents remained, 0 false alarms.", output, StringComparison.Ordinal);

        var timeline = Day().Matches(output).Select(m => m.Value).ToArray();
        Assert.Equal(7, timeline.Length);
        Assert.Equal(5, timeline.Sum(day => day.Count(letter => letter == '!')));
        Assert.DoesNotContain(timeline, day => day.Contains('?', StringComparison.Ordinal));
    }

    [Fact]
    public async Task Another_fleet_has_other_spikes_and_the_same_incidents()
    {
        var (exitCode, output, _) = await _sample.RunAsync("--seed", "2");

        Assert.Equal(0, exitCode);
        Assert.Contains("161,280 values, 2,715 spikes surfaced, 7 alerts: 5 of 5 incidents remained, 0 false alarms.", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Unknown option '--fast'", "--fast")]
    [InlineData("--seed wants one whole number", "--seed")]
    [InlineData("--seed wants one whole number", "--seed", "-1")]
    [InlineData("--seed wants one whole number", "--seed", "1", "2")]
    public async Task A_mistake_is_one_line_and_exit_code_2(string complaint, params string[] arguments)
    {
        var (exitCode, output, error) = await _sample.RunAsync(arguments);

        Assert.Equal((2, ""), (exitCode, output));
        Assert.Single(error.TrimEnd('\r', '\n').Split('\n'));
        Assert.Contains(complaint, error, StringComparison.Ordinal);
    }

    public void Dispose() => _sample.Dispose();

    private static IEnumerable<string[]> Rows(string output, int cells) => output.Split('\n')
        .Where(line => line.StartsWith('│'))
        .Select(line => line.Trim().Trim('│').Split('│', StringSplitOptions.TrimEntries))
        .Where(row => row.Length == cells);

    [GeneratedRegex("^(Mon|Tue|Wed|Thu|Fri|Sat|Sun) .*$", RegexOptions.Multiline)]
    private static partial Regex Day();
}
