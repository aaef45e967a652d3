using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace MlOps.Routing.HealthChecks;

/// <summary>Judges all models of a host; the worst decides.</summary>
internal sealed class ModelHealthCheck(IModelHost host, ModelHealthOptions options, TimeProvider time) : IHealthCheck
{
    private const int MaxListed = 100;
    private const int PageSize = 1000;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow();

        // Unhealthy is the least of the states. Sorting is stable: models of one state stay in the order of their names.
        var judged = Statuses().Select(s => (s.Model, Found: ModelJudgement.Of(s, now, options.MaxDifference))).OrderBy(m => m.Found.Status).ToArray();
        var worst = judged.Length == 0 ? HealthStatus.Healthy : judged[0].Found.Status;
        var data = judged.Take(MaxListed).ToDictionary(m => m.Model, m => (object)$"{m.Found.Status}: {m.Found.Why}", StringComparer.Ordinal);
        return Task.FromResult(new HealthCheckResult(
            worst == HealthStatus.Unhealthy ? context.Registration.FailureStatus : worst, Describe(judged.Select(m => m.Found.Status)), null, data));
    }

    private static string Describe(IEnumerable<HealthStatus> found)
    {
        var counts = found.CountBy(s => s).ToDictionary();
        return string.Join(", ", new[] { HealthStatus.Unhealthy, HealthStatus.Degraded, HealthStatus.Healthy }
            .Where(counts.ContainsKey)
            .Select(s => $"{counts[s]} {(counts[s] == 1 ? "model" : "models")} {Word(s)}"));
    }

    private static string Word(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "healthy",
        HealthStatus.Degraded => "degraded",
        _ => "unhealthy",
    };

    private IEnumerable<ModelStatus> Statuses()
    {
        for (var page = host.GetStatuses(null, PageSize); page.Count > 0; page = host.GetStatuses(page[^1].Model, PageSize))
        {
            foreach (var status in page)
            {
                yield return status;
            }
        }
    }
}
