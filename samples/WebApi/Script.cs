using MlOps;

namespace WebApi;

/// <summary>Serves under a small load, breaks the live version, and goes back.</summary>
internal sealed class Script(HttpClient http, IModelRegistry registry, IModelHost models, Fault fault)
{
    private const int Rows = 200;

    private readonly Load _load = new(http);

    public async Task PlayAsync()
    {
        await SceneAsync("v2 is live, and v1 stands behind it");

        fault.Version = 2;
        await SceneAsync("v2 breaks: whatever it is asked, it throws");
        Say(["GET /metrics", .. (await ReadAsync("/metrics")).Where(IsWorthSeeing)]);

        var back = await registry.RollBackAsync(IncomeApp.Model, awayFrom: 2, because: new("it throws since its release"));
        await models.RefreshAsync(IncomeApp.Model);
        await SceneAsync($"Rolled back: {back.To}");
    }

    private static void Say(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            Console.WriteLine($"   {line}");
        }
    }

    private async Task SceneAsync(string title)
    {
        Console.WriteLine($"\n── {title}");
        Say(await _load.SendAsync(Rows));
        Say(["GET /health/ready", .. await ReadAsync("/health/ready")]);
        Say(["GET /models", .. await ReadAsync("/models")]);
    }

    // An unhealthy app answers with 503, and still says why.
    private async Task<IEnumerable<string>> ReadAsync(string path)
    {
        using var response = await http.GetAsync(new Uri(path, UriKind.Relative));
        return (await response.Content.ReadAsStringAsync()).Split('\n').Select(l => $"   {l}");
    }

    private static bool IsWorthSeeing(string line) => line.TrimStart() is var metric
        && (metric.StartsWith("mlops_fallback_activations", StringComparison.Ordinal)
            || metric.StartsWith("mlops_route_health{", StringComparison.Ordinal)
            || metric.StartsWith("mlops_deployment_number", StringComparison.Ordinal));
}
