using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using MlOps;
using MlOps.Building;
using OpenTelemetry.Metrics;

namespace WebApi;

/// <summary>The API: one model from a registry, health checks, a page of what serves, metrics.</summary>
internal static class IncomeApp
{
    public const string Model = "income";

    public static WebApplication Build(string registry, string url, Fault fault)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(url);

        // Every fallback is a warning in the log. Here the script tells, so the log is silent.
        builder.Logging.ClearProviders();

        builder.Services.AddModelRegistry(o => o.Author = "web-api-sample").UseSqlite(registry);
        builder.Services.AddModel<Person, Income>(Model)
            .FromRegistry()
            .UseMLNet()
            .ValidateInput()
            .ValidateOutput(s => s.Column(p => p.Probability).InRange(0, 1))
            .FallBackTo("base rate", row => new() { Probability = 0.24f })
            .WithCircuitBreaker(o => o.MinimumThroughput = 20)
            .AddStage(StagePoint.Model, "fault", fault.Wrap);
        builder.Services.AddHealthChecks().AddModels(tags: ["ready"]);
        builder.Services.AddOpenTelemetry().WithMetrics(m => m
            .AddMeter("MlOps.Sdk")
            .AddPrometheusExporter(o => o.ScrapeResponseCacheDurationMilliseconds = 0));

        var app = builder.Build();
        app.MapPost("/score", ScoreAsync);
        app.MapGet("/models", (IModelHost models) => string.Join('\n', models.GetStatuses().SelectMany(Lines)));
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = c => c.Tags.Contains("ready"), ResponseWriter = WriteAsync });
        app.MapPrometheusScrapingEndpoint("/metrics");
        return app;
    }

    private static async Task<IResult> ScoreAsync(Person row, IPredictor<Person, Income> income, CancellationToken stop)
    {
        var answer = await income.PredictAsync(row, stop);
        return answer.Outcome switch
        {
            PredictionOutcome.Answered => Results.Ok(new Scored(answer.Value.Probability, answer.Route!.ToString())),
            PredictionOutcome.Rejected => Results.ValidationProblem(answer.Violations.ToProblem()),
            _ => Results.StatusCode(StatusCodes.Status503ServiceUnavailable),
        };
    }

    private static IEnumerable<string> Lines(ModelStatus status) =>
    [
        $"{status.Model}: {status}",
        .. status.Routes.Select(r => $"  {r.Route}: {r.WhyNot ?? r.Health?.ToString()}"),
    ];

    private static Task WriteAsync(HttpContext context, HealthReport report) => context.Response.WriteAsync(string.Join('\n',
    [
        $"{report.Status}",
        .. report.Entries.SelectMany(e => e.Value.Data.Select(d => $"  {d.Key}: {d.Value}")),
    ]));
}
