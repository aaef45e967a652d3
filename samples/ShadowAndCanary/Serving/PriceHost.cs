using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MlOps;
using ShadowAndCanary.Data;

namespace ShadowAndCanary.Serving;

/// <summary>The host. Which version is on trial, and how, the deployment says; here is said how it is compared.</summary>
internal static class PriceHost
{
    public const string Model = "house-price";

    /// <summary>Two prices agree where they are no farther apart than this share of the larger one.</summary>
    private const double NearEnough = 0.15;

    public static IHost Build(string registryDirectory)
    {
        var builder = Host.CreateApplicationBuilder();

        // What can't be answered and who fell back would be warnings in the log. Here the tables tell, so the log is silent.
        builder.Logging.ClearProviders();
        builder.Services.AddModelRegistry(o => o.Author = "trial-sample").UseSqlite(registryDirectory);
        builder.Services.AddModel<House, Price>(Model)
            .FromRegistry()
            .UseMLNet()
            .ValidateInput()
            .ValidateOutput(s => s.Column(p => p.Thousands).InRange(1, 10_000))
            .RouteBy(house => house.Customer)
            .CompareNumbers(price => price.Thousands, absolute: 0, relative: NearEnough)

            // Traffic comes here as fast as it can. With this much room no row is dropped, and the counts are the same in each run.
            .Shadow(o => o.MaxQueued = 100_000);
        return builder.Build();
    }
}
