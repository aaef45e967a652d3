using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace MlOps.Docs.Heuristics;

/// <summary>docs/heuristics.md.</summary>
public partial class HeuristicsPageTests
{
    private static readonly Page Page = new("docs/heuristics.md");

    [Fact]
    public async Task Rules_keep_change_and_withhold()
    {
        await using var app = new App();
        var services = app.Services;

        services.AddModel<House, Price>("price")
            .FromFunction(house => new() { Amount = house.Rooms * 90_000 })
            .SuppressWhen("too little history", (house, price) => house.Sales < 3)
            .AddHeuristic("no garden, no premium",
                when: (house, price) => !house.HasGarden && price.Amount > 600_000, change: (house, price) => price with { Amount = 600_000 })
            .Clamp("price band", p => p.Amount, 100_000, 5_000_000, (p, amount) => p with { Amount = amount })
            .Round("to the ten thousand", p => p.Amount, (p, amount) => p with { Amount = amount }, o => o.Step = 10_000);

        await PrintsAsync(app, new House { Sales = 2, Rooms = 5 }, new House { Rooms = 8, HasGarden = false }, new House { Rooms = 1 }, new House { Rooms = 5 });
    }

    [Fact]
    public async Task A_rule_of_ones_own_has_services()
    {
        await using var app = new App();
        var services = app.Services;
        services.AddSingleton<TimeProvider>(new Stopped(new(2026, 3, 28, 12, 0, 0, TimeSpan.Zero)));

        services.AddModel<House, Price>("price")
            .FromFunction(house => new() { Amount = house.Rooms * 90_000 })
            .AddHeuristics(h => h.Add<WeekendDiscount>());

        await PrintsAsync(app, new House { Rooms = 2 });
    }

    [Fact]
    public async Task Alerts_are_held_back()
    {
        await using var app = new App();
        var services = app.Services;

        services.AddModel<Reading, Alert>("spikes")
            .FromFunction(reading => new() { IsAnomaly = reading.Load > 90, Score = reading.Load / 100 })
            .SuppressDuringMaintenance("maintenance", (_, alert) => alert.IsAnomaly, o => o.Weekly.Add(
                new() { Days = { DayOfWeek.Sunday }, From = new(2, 0), To = new(4, 0), TimeZone = "Europe/Berlin" }))
            .RequireHits("lasting", (_, alert) => alert.IsAnomaly, (reading, _) => reading.Host, o => (o.Required, o.OutOf) = (2, 3))
            .Cooldown("one a host", (_, alert) => alert.IsAnomaly, (reading, _) => reading.Host, o => o.Duration = TimeSpan.FromMinutes(10))
            .AlertBudget("ten an hour", (_, alert) => alert.IsAnomaly);

        services.AddSingleton<TimeProvider>(new Stopped(new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero)));
        var predictor = app.Provider.GetRequiredService<IPredictor<Reading, Alert>>();
        var hot = new Reading { Host = "a", Load = 95 };
        Page.Prints(await predictor.PredictAsync(hot), await predictor.PredictAsync(hot), await predictor.PredictAsync(hot));

        List<string> rung = [];
        foreach (var reading in (Reading[])[new() { Host = "b", Load = 95 }, new() { Host = "b", Load = 95 }])
        {
            var prediction = await predictor.PredictAsync(reading);
            if (prediction is { Outcome: PredictionOutcome.Answered, Value.IsAnomaly: true })
            {
                Ring(reading.Host);
            }
        }

        Assert.Equal(["b"], rung);

        void Ring(string host) => rung.Add(host);
    }

    [Fact]
    public async Task Answers_are_steadied_and_held_against_lists()
    {
        await using var app = new App();
        var services = app.Services;

        services.AddModel<Reading, Alert>("spikes")
            .FromFunction(reading => new() { IsAnomaly = reading.Load > 90, Score = reading.Load / 100 })
            .DenyList("test hosts", key: (reading, _) => reading.Host, o => o.Values.Add("test-1"))
            .RequireConfidence("unsure",
                confidence: alert => alert.Score, abstain: (_, alert) => alert with { IsAnomaly = false }, o => o.Minimum = 0.4)
            .Hysteresis("no flapping",
                key: (reading, _) => reading.Host,
                score: alert => alert.Score,
                isOn: alert => alert.IsAnomaly,
                set: (alert, on) => alert with { IsAnomaly = on },
                o => (o.On, o.Off) = (0.9, 0.8))
            .SuppressDuplicates("still going on",
                when: (_, alert) => alert.IsAnomaly, key: (reading, _) => reading.Host, o => o.Window = TimeSpan.FromMinutes(15))
            .SnapTo("in halves", a => a.Score, (a, score) => a with { Score = score }, o =>
            {
                o.Values.Add(0);
                o.Values.Add(0.5);
                o.Values.Add(1);
            });

        var predictor = app.Provider.GetRequiredService<IPredictor<Reading, Alert>>();
        var printed = new List<object>();
        foreach (var (host, load) in ((string, float)[])[("test-1", 95), ("a", 95), ("a", 85), ("a", 60), ("a", 20)])
        {
            printed.Add(await predictor.PredictAsync(new() { Host = host, Load = load }));
        }

        Page.Prints(printed);
    }

    [Fact]
    public async Task A_rule_can_be_told_to_run_dry()
    {
        await using var app = new App();
        var services = app.Services;

        services.AddModel<House, Price>("price")
            .FromFunction(house => new() { Amount = house.Rooms * 90_000 })
            .Clamp("price band", p => p.Amount, 100_000, 5_000_000, (p, amount) => p with { Amount = amount }, o =>
            {
                o.DryRun = true;
                o.Owner = "team-pricing";
                o.Reason = "nobody believes a house for less";
                o.Expires = new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero);
            });

        await PrintsAsync(app, new House { Rooms = 1 });
    }

    [Fact]
    public async Task The_configuration_adds_orders_and_tunes_rules()
    {
        await using var app = new App();
        var services = app.Services;
        using var json = new MemoryStream(Encoding.UTF8.GetBytes(Page.Blocks("json").Single()));
        var configuration = new ConfigurationBuilder().AddJsonStream(json).Build();

        services.AddModel<House, Price>("price")
            .FromFunction(house => new() { Amount = house.Rooms * 90_000 })
            .Clamp("price band", p => p.Amount, 100_000, 5_000_000, (p, amount) => p with { Amount = amount })
            .ConfigureHeuristics(configuration.GetSection("Models:price:Heuristics"));

        await PrintsAsync(app, new House { Rooms = 1, Hour = 5 }, new House { Rooms = 50 });
        var models = app.Models;
        var Console = new StringWriter(); // The page prints; here it is compared.

        HeuristicSetStatus rules = models.GetStatus("price").Heuristics!;
        Console.WriteLine(rules.Text);

        Page.Prints(Module().Replace(Console.ToString().Trim(), "code of YourApp 0123abcd"));
        Assert.All(rules.Rules, r => Assert.Equal(2, r.Runs));
    }

    [Fact]
    public async Task The_report_says_what_someone_should_look_at()
    {
        await using var app = new App();
        app.Services.AddModel<House, Price>("price")
            .FromFunction(house => new() { Amount = house.Rooms * 90_000 })
            .AddHeuristic("night floor", (_, _) => true, (_, price) => price with { Amount = 200_000 })
            .Clamp("price band", p => p.Amount, 100_000, 5_000_000, (p, amount) => p with { Amount = amount });
        var predictor = app.Provider.GetRequiredService<IPredictor<House, Price>>();
        for (var i = 0; i < 4; i++)
        {
            await predictor.PredictAsync(new() { Rooms = 1 });
        }

        var provider = app.Provider;
        var Console = new StringWriter(); // The page prints; here it is compared.

        HeuristicReport report = provider.GetRequiredService<HeuristicReports>().Of("price", minRuns: 3);
        Console.WriteLine(report);

        Page.Prints(Console.ToString().Trim());
    }

    [Fact]
    public void The_page_names_every_word_option_kind_and_finding()
    {
        Type[] words = [typeof(HeuristicExtensions), .. typeof(HeuristicExtensions).Assembly.GetTypes().Where(t => t is { IsPublic: true, IsAbstract: true, IsSealed: true })];
        Page.Names(words.SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(m => !m.IsSpecialName)
            .Select(m => m.Name)
            .Except(["AddHeuristics", "ConfigureHeuristics"]));
        Page.Names(typeof(HeuristicOptions).Assembly.GetTypes()
            .Where(t => t.IsPublic && (t.IsAssignableTo(typeof(HeuristicOptions)) || t == typeof(MaintenanceWindow) || t == typeof(MaintenanceSpan)))
            .SelectMany(t => t.GetProperties().Select(p => p.Name)));
        Page.Names(Enum.GetNames<HeuristicFindingKind>());
        Page.Names(Enum.GetNames<HeuristicFailureMode>());
        Page.Names(Enum.GetNames<Comparison>());
        Page.Names(Heuristics());

        // Said in the message that refuses a kind that is none.
        static IEnumerable<string> Heuristics()
        {
            var services = new ServiceCollection();
            services.AddModel<House, Price>("price").FromFunction(_ => new()).ConfigureHeuristics(new ConfigurationBuilder()
                .AddInMemoryCollection([KeyValuePair.Create("Rules:x:Kind", (string?)"none")]).Build());
            var refused = Assert.Throws<ModelConfigurationException>(() => services.BuildServiceProvider().GetRequiredService<IModelHost>().GetStatus("price"));
            return refused.Message.Split("give one of ")[1].TrimEnd('.').Split(", ");
        }
    }

    private static async Task PrintsAsync(App app, params House[] houses)
    {
        var predictor = app.Provider.GetRequiredService<IPredictor<House, Price>>();
        var printed = new List<object>();
        foreach (var house in houses)
        {
            printed.Add(await predictor.PredictAsync(house));
        }

        Page.Prints(printed);
    }

    [GeneratedRegex(@"code of [\w.]+ [0-9a-f]{8}")]
    private static partial Regex Module();

    private sealed class Stopped(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
