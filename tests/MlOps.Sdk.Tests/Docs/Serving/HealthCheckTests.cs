using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace MlOps.Docs.Serving;

/// <summary>docs/serving.md: health checks.</summary>
public class HealthCheckTests
{
    private static readonly Page Page = new("docs/serving.md");

    [Fact]
    public async Task One_check_stands_for_all_models()
    {
        await using var app = new App();
        var services = app.Services;
        services.AddLogging();
        services.AddModel<Person, Income>("income")
            .FromFunction(row => new() { Probability = row.Age / 100 })
            .FallBackTo("base rate", row => new() { Probability = 0.24f });

        services.AddHealthChecks().AddModels(tags: ["ready"]);

        await app.StartAsync();
        var checks = app.Provider.GetRequiredService<HealthCheckService>();
        Assert.Equal(HealthStatus.Healthy, (await checks.CheckHealthAsync()).Status);
        app.Models.SetAside("income", "function");
        var entry = (await checks.CheckHealthAsync(c => c.Tags.Contains("ready"))).Entries["models"];

        Page.Prints(((string)entry.Data["income"]).Split(" since ")[0]);
        Page.Names(Enum.GetNames<HealthStatus>().Append(nameof(ModelHealthOptions.MaxDifference)));
    }
}
