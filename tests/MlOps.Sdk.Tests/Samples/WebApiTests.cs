namespace MlOps.Samples;

public sealed class WebApiTests : IDisposable
{
    private readonly SampleProcess _sample = new("WebApi");

    [Fact]
    public async Task The_script_breaks_the_live_version_shows_who_answers_and_goes_back()
    {
        var (exitCode, output, error) = await _sample.RunAsync();

        Assert.Equal((0, ""), (exitCode, error));
        var scenes = output.Split("\n── ").Skip(1).ToArray();
        Assert.Equal(3, scenes.Length);

        Says(scenes[0], "200 of 200 answered by income v2 (live)", "Healthy", "income: Healthy: serving income #2: live v2, fallback v1");

        // Nobody noticed, but for those who are on call.
        Says(
            scenes[1],
            "200 of 200 answered by income v1 (fallback version)",
            "Degraded",
            "income: Degraded: only fallbacks answer, v1, base rate; income v2 (live): Open since ",
            "last Threw [System.InvalidOperationException]",
            "mlops_fallback_activations",
            "mlops_fallback_reason=\"Threw\"",
            "mlops_fallback_reason=\"Unhealthy\"");
        Assert.Matches("""mlops_route_health\{.*mlops_model_version="v2".*\} 2""", scenes[1]);
        Assert.Matches("""mlops_route_health\{.*mlops_model_version="v1".*\} 0""", scenes[1]);

        Says(
            scenes[2],
            "Rolled back: income #3: live v1",
            "200 of 200 answered by income v1 (live)",
            "income: Healthy: serving income #3: live v1");
    }

    [Fact]
    public async Task Another_argument_is_one_line_and_exit_code_2()
    {
        var (exitCode, output, error) = await _sample.RunAsync("--fast");

        Assert.Equal((2, ""), (exitCode, output));
        Assert.StartsWith("Usage: WebApi [--serve].", error, StringComparison.Ordinal);
    }

    public void Dispose() => _sample.Dispose();

    private static void Says(string scene, params string[] texts) => Assert.All(texts, t => Assert.Contains(t, scene, StringComparison.Ordinal));
}
