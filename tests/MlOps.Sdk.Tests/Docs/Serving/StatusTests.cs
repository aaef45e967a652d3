using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MlOps.Docs.Serving;

/// <summary>docs/serving.md: why something isn't served, logs, metrics, going back.</summary>
public class StatusTests
{
    private static readonly Page Page = new("docs/serving.md");
    private static readonly Assembly Routing = typeof(FileSourceOptions).Assembly;

    [Fact]
    public async Task The_prediction_the_status_and_a_refresh_say_why_a_model_is_not_served()
    {
        await using var app = new App();
        app.Services.AddModelRegistry().UseSqlite(directory: "models");
        app.Services.AddModel<Person, Income>("income").FromRegistry().UseMLNet();
        var (provider, predictor, row) = (app.Provider, app.Predictor, new Person { Age = 44, HoursPerWeek = 40 });
        var Console = new StringWriter(); // The page prints; here it is compared.

        var models = provider.GetRequiredService<IModelHost>();
        Console.WriteLine(await predictor.PredictAsync(row));
        Console.WriteLine(models.GetStatus("income"));

        Page.Prints(Console.ToString().Trim().Replace(app.Directory, "/app", StringComparison.Ordinal));
        Page.Names(typeof(ModelStatus).GetProperties().Select(p => p.Name).Except(["Model"]));
    }

    [Fact]
    public async Task A_roll_back_is_followed_and_a_refresh_waits_for_it()
    {
        await using var app = new App();
        app.Services.AddModelRegistry().UseSqlite(directory: "models");
        app.Services.AddModel<Person, Income>("income").FromRegistry().UseMLNet();
        var (registry, models) = (app.Registry, app.Models);
        await IncomeModels.DeployBothAsync(registry);
        await app.StartAsync();

        RollBackResult back = await registry.RollBackAsync("income", awayFrom: 2, because: new("null rate of hours-per-week jumped"));
        await models.RefreshAsync("income");

        Assert.True(back.Changed);
        Page.Prints(models.GetStatus("income"));
    }

    [Fact]
    public async Task A_version_that_was_set_aside_stays_so_when_a_plan_goes_back_to_it_and_the_status_says_so()
    {
        await using var app = new App();
        app.Services.AddModelRegistry().UseSqlite(directory: "models");
        app.Services.AddModel<Person, Income>("income").FromRegistry().UseMLNet();
        var (registry, models) = (app.Registry, app.Models);
        await IncomeModels.DeployBothAsync(registry);
        await app.StartAsync();

        models.SetAside("income", "v1");
        await registry.RollBackAsync("income", awayFrom: 2, because: new("null rate of hours-per-week jumped"));
        await models.RefreshAsync("income");
        Assert.StartsWith("serving income #3: live v1; income v1 (live): Isolated since ", models.GetStatus("income").ToString(), StringComparison.Ordinal);

        models.Restore("income", "v1");
        Assert.Equal("serving income #3: live v1", models.GetStatus("income").ToString());
    }

    [Fact]
    public void The_page_lists_every_log_event_with_its_level()
    {
        var events = new[] { Routing, typeof(IModelRegistryBuilder).Assembly, typeof(HeuristicExtensions).Assembly }
            .SelectMany(a => a.GetTypes())
            .SelectMany(t => t.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Select(m => m.GetCustomAttribute<LoggerMessageAttribute>())
            .OfType<LoggerMessageAttribute>()
            .ToArray();

        Assert.Equal(41, events.Length);
        Assert.All(events, e => Assert.Contains($"\n| {e.EventId} | {e.Level} | ", Page.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_page_lists_every_metric_with_its_unit_and_every_tag()
    {
        var instruments = new ConcurrentBag<Instrument>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name == "MlOps.Sdk")
                {
                    instruments.Add(instrument);
                }
            },
        };
        listener.Start();
        await using var app = new App();
        app.Services.AddMetrics();
        app.Services.AddModelRegistry().UseSqlite(directory: "models");
        app.Services.AddModel<Person, Income>("income").FromRegistry().UseMLNet();
        await IncomeModels.DeployBothAsync(app.Registry);
        await app.StartAsync();

        var rows = instruments.Select(i => $"\n| `{i.Name}` | {i.Unit?.Trim('{', '}') ?? "number"} | ").ToHashSet();
        Assert.Equal(10, rows.Count);
        Assert.All(rows, row => Assert.Contains(row, Page.Text, StringComparison.Ordinal));
        Page.Names(Routing.GetType("MlOps.Routing.Observing.Tags")!.GetFields().Select(f => (string)f.GetRawConstantValue()!));
    }
}
