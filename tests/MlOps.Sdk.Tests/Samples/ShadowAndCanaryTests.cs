namespace MlOps.Samples;

public sealed class ShadowAndCanaryTests : IDisposable
{
    private readonly SampleProcess _sample = new("ShadowAndCanary");

    [Fact]
    public async Task The_candidate_goes_from_shadow_to_canary_to_live_and_back()
    {
        var (exitCode, output, error) = await _sample.RunAsync();

        Assert.Equal((0, ""), (exitCode, error));
        Assert.DoesNotContain('\u001b', output);
        Assert.Equal(
            [
                "1, house-price #2: live v1, shadow v2",
                "2, house-price #3: live v1, canary v2 at 5%",
                "3, house-price #4: live v1, canary v2 at 20%",
                "4, house-price #5: live v2, fallback v1",
                "5, house-price #6: live v1",
            ],
            Scenes(output).Select(s => $"{s.Key}, {Between(s.Value, "The host serves ", ".\n")}"));
        Assert.Contains("Rolled back from v2: #5 (live v2, fallback v1) gives way to the plan of #2: live v1.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_seen_of_the_candidate_adds_up_and_nothing_is_dropped()
    {
        var (_, output, _) = await _sample.RunAsync();
        var scenes = Scenes(output);

        string[] shadow = ["v2 as Shadow beside v1", "4,000", "4,000", "0", "78.4 %", "1.6 %", "65 InvalidAnswer"];
        Assert.Equal([shadow], Candidates(scenes['1']));
        Assert.Equal([shadow, ["v2 as Canary beside v1", "250", "250", "0", "77.2 %", "0.8 %", "2 InvalidAnswer"]], Candidates(scenes['2']));
        Assert.Equal([shadow, ["v2 as Canary beside v1", "1,120", "1,120", "0", "79.2 %", "1.8 %", "20 InvalidAnswer"]], Candidates(scenes['3']));

        // Times are what they are.
        Assert.Matches("│ live p50, p99 +│ +[0-9,]+ µs, [0-9,]+ µs │", output);
        Assert.Matches("│ candidate p50, p99 +│ +[0-9,]+ µs, [0-9,]+ µs │", output);
        Assert.Contains("of 1120 rows 1120 compared, 0 dropped; 79.2% agree, 1.8% failed", scenes['4'], StringComparison.Ordinal);

        // Three disagreements of each, with no customer's name.
        Assert.All("123", scene => Assert.Equal(3, Rows(scenes[scene], cells: 4).Count(r => r[3].StartsWith("Customer = (hidden), Area = ", StringComparison.Ordinal))));
        Assert.DoesNotContain("customer-", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Customers_stick_to_who_answers_them_and_live_answers_what_the_canary_can_not()
    {
        var (_, output, _) = await _sample.RunAsync();
        var scenes = Scenes(output);

        Assert.Equal([["v1, live", "v1, live", "4,000", "100.0 %", "500"]], Answers(scenes['1']));
        Assert.Equal(
            [
                ["v1, live", "v1, live", "3,750", "93.8 %", "468"],
                ["v1, live", "v2, canary", "2", "0.1 %", "2"],
                ["v2, canary", "v2, canary", "248", "6.2 %", "31"],
            ],
            Answers(scenes['2']));
        Assert.Equal(
            [
                ["v1, live", "v1, live", "3,130", "78.2 %", "390"],
                ["v1, live", "v2, canary", "18", "0.4 %", "17"],
                ["v2, canary", "v2, canary", "852", "21.3 %", "110"],
            ],
            Answers(scenes['3']));
        Assert.Contains("Of the 31 customers whom the plan gave to the canary at 5%, it gave 31 to it at 20%.", scenes['3'], StringComparison.Ordinal);
        Assert.Equal(
            [["v2, live", "v2, live", "982", "98.2 %", "432"], ["v1, fallback", "v2, live", "18", "1.8 %", "17"]],
            Answers(scenes['4']));
        Assert.Equal([["v1, live", "v1, live", "1,000", "100.0 %", "427"]], Answers(scenes['5']));
    }

    [Fact]
    public async Task A_second_run_in_the_same_registry_tries_versions_of_its_own()
    {
        await _sample.RunAsync("--registry", _sample.Registry);
        var (exitCode, output, error) = await _sample.RunAsync("--registry", _sample.Registry, "--seed", "2");

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Contains("v3, to serve", output, StringComparison.Ordinal);
        Assert.Contains("The host serves house-price #8: live v3, shadow v4.", output, StringComparison.Ordinal);
        Assert.Equal("v4 as Shadow beside v3", Assert.Single(Candidates(Scenes(output)['1']))[0]);
        Assert.Contains("The host serves house-price #12: live v3.", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Unknown option '--fast'", "--fast")]
    [InlineData("--seed wants a whole number", "--seed")]
    [InlineData("--seed wants a whole number", "--seed", "-1")]
    [InlineData("--registry wants a directory", "--seed", "1", "--registry")]
    [InlineData("--registry wants a directory", "--registry", "--seed")]
    public async Task A_mistake_is_one_line_and_exit_code_2(string complaint, params string[] arguments)
    {
        var (exitCode, output, error) = await _sample.RunAsync(arguments);

        Assert.Equal((2, ""), (exitCode, output));
        Assert.Single(error.TrimEnd('\r', '\n').Split('\n'));
        Assert.Contains(complaint, error, StringComparison.Ordinal);
    }

    public void Dispose() => _sample.Dispose();

    private static Dictionary<char, string> Scenes(string output) => output.Split("\n── ").Skip(2).ToDictionary(s => s[0], s => s);

    /// <summary>The columns of the table of candidates, down to what says no time.</summary>
    private static string[][] Candidates(string scene)
    {
        var lines = scene.Split('\n').SkipWhile(line => !line.StartsWith('│')).TakeWhile(line => !line.StartsWith('╰'));
        string[][] rows = [.. Rows(string.Join('\n', lines)).Take(7)];
        return [.. Enumerable.Range(1, rows[0].Length - 1).Select(column => rows.Select(r => r[column]).ToArray())];
    }

    private static string[][] Answers(string scene) => [.. Rows(scene, cells: 5).Skip(1)];

    private static string Between(string text, string before, string after)
    {
        var start = text.IndexOf(before, StringComparison.Ordinal) + before.Length;
        return text[start..text.IndexOf(after, start, StringComparison.Ordinal)];
    }

    private static IEnumerable<string[]> Rows(string output, int cells) => Rows(output).Where(row => row.Length == cells);

    private static IEnumerable<string[]> Rows(string output) => output.Split('\n')
        .Where(line => line.StartsWith('│'))
        .Select(line => line.Trim().Trim('│').Split('│', StringSplitOptions.TrimEntries));
}
