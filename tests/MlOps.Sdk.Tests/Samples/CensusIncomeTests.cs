using System.Globalization;
using System.Text.RegularExpressions;

namespace MlOps.Samples;

public sealed class CensusIncomeTests : IDisposable
{
    private readonly SampleProcess _sample = new("CensusIncome");

    [Fact]
    public async Task A_second_run_finds_the_versions_of_the_first_and_shows_the_whole_history()
    {
        var first = await _sample.RunAsync("--rows", SampleProcess.FewRows, "--registry", _sample.Registry);
        var second = await _sample.RunAsync("--rows", SampleProcess.FewRows, "--registry", _sample.Registry);

        Assert.Equal((0, ""), (first.ExitCode, first.Error));
        Assert.Equal((0, ""), (second.ExitCode, second.Error));
        Assert.Equal(["income v1", "income v2"], VersionsIn(first.Output));
        Assert.Equal(["income v1", "income v2", "income v3", "income v4"], VersionsIn(second.Output));
        Assert.Equal(
            [
                ("6", "live v3", "v4"), ("5", "live v4, fallback v3", "–"), ("4", "live v3", "–"),
                ("3", "live v1", "v2"), ("2", "live v2, fallback v1", "–"), ("1", "live v1", "–"),
            ],
            Cells(second.Output).Where(c => c is [_, ['l', 'i', 'v', 'e', ..], "census-sample", ..]).Select(c => (c[0], c[1], c[^1])));
    }

    [Fact]
    public async Task Each_scene_shows_what_it_is_about()
    {
        // In the directory's default registry.
        var (exitCode, output, _) = await _sample.RunAsync("--rows", SampleProcess.FewRows);

        Assert.Equal(0, exitCode);
        Assert.True(Directory.Exists(Path.Combine(_sample.Directory, "census-registry")));
        Assert.DoesNotContain('\u001b', output);
        var scenes = output.Split("\n── ").Skip(1).ToDictionary(s => s[0], s => s);
        Assert.Contains("Answered", scenes['1'], StringComparison.Ordinal);
        AssertRow(scenes['2'], "Occupation", "required", "Soft", "null");
        AssertRow(scenes['2'], "HoursPerWeek", "required", "Soft", "NaN");
        AssertRow(scenes['3'], "Age", "range", "Hard", "17 to 90", "190");
        AssertRow(scenes['3'], "MaritalStatus", "required", "Hard", "null");
        AssertRow(scenes['3'], "Occupation", "domain", "Hard", "Astronaut");
        AssertRow(scenes['3'], "(row)", "education fits its level", "Hard");
        AssertRow(scenes['4'], "MaritalStatus", "domain", "Exec-managerial");
        AssertRow(scenes['4'], "Occupation", "domain", "Married-civ-spouse");
        AssertRow(scenes['5'], "answered by", "v1 (fallback version)", "'base rate' (fallback function)", "v2 (live)");
        AssertRow(scenes['5'], "assigned to", "v2 (live)", "v2 (live)", "v2 (live)");
        AssertRow(scenes['6'], "heuristics", "minors earn under 50K changed");
        AssertRow(scenes['6'], "P(over 50K)", "0.000");
        AssertRow(scenes['7'], "answered by", "v2 (live)", "v1 (live)");
        Assert.Contains("The host serves income #3: live v1", scenes['7'], StringComparison.Ordinal);
        Assert.Contains("the null rate of hours-per-week jumped", scenes['8'], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_real_file_trains_models_that_beat_the_majority_class()
    {
        var file = Environment.GetEnvironmentVariable("MLOPS_ADULT_CSV");
        Assert.SkipWhen(string.IsNullOrEmpty(file), "MLOPS_ADULT_CSV names no UCI Adult file.");

        var (exitCode, output, error) = await _sample.RunAsync("--data", file!);

        Assert.Equal((0, ""), (exitCode, error));
        Assert.True(Directory.Exists(Path.Combine(_sample.Directory, "census-registry-adult")));
        var figures = Cells(output).Where(c => c.Length == 4).ToLookup(c => c[0], c => (Accuracy: Number(c[1]), Auc: Number(c[2])));
        var majority = figures["always the majority class"].Single();
        var linear = figures["logistic regression"].Single();
        var trees = figures["boosted trees"].Single();
        Assert.InRange(majority.Accuracy, 0.74, 0.78);
        Assert.InRange(linear.Accuracy, majority.Accuracy + 0.08, 1);
        Assert.InRange(linear.Auc, 0.88, 1);
        Assert.InRange(trees.Auc, linear.Auc + 0.01, 1);
    }

    public void Dispose() => _sample.Dispose();

    private static string[] VersionsIn(string output) =>
        [.. Cells(output).Where(c => c.Length == 7).Select(c => c[0]).Where(c => c.StartsWith("income v", StringComparison.Ordinal))];

    private static IEnumerable<string[]> Cells(string output) => output
        .Split('\n')
        .Where(line => line.StartsWith('│'))
        .Select(line => line.Trim().Trim('│').Split('│', StringSplitOptions.TrimEntries));

    private static void AssertRow(string scene, params string[] words) => Assert.Matches(string.Join(".*", words.Select(Regex.Escape)), scene);

    private static double Number(string text) => double.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : double.NaN;
}
