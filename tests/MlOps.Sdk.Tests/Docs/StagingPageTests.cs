using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace MlOps.Docs;

/// <summary>docs/staging.md.</summary>
public sealed class StagingPageTests
{
    private static readonly Page Page = new("docs/staging.md");

    [Fact]
    public async Task A_shadow_is_compared_with_live_and_then_promoted_with_what_was_seen()
    {
        await using var app = new App();
        var services = app.Services;
        services.AddModelRegistry().UseSqlite(directory: "models");

        services.AddModel<Person, Income>("income")
            .FromRegistry()
            .UseMLNet()
            .RouteBy(row => row.Id)                                            // what a canary sticks to
            .CompareNumbers(income => income.Probability, absolute: 0.05)      // when two answers agree
            .Shadow(o => o.SampleShare = 1)                                    // how much is compared, and how
            .KeepEvidence("evidence");                                         // what was seen survives a restart

        await RegisterAsync(app);
        var (registry, models) = (app.Registry, app.Models);

        var now = await registry.GetDeploymentAsync("income");
        await registry.DeployAsync("income", DeploymentPlan.Live(1).Shadow(2), replacing: now, because: new("v2 looks on"));

        await app.StartAsync();
        await AskAsync(app.Provider);
        var Console = new StringWriter(CultureInfo.InvariantCulture); // The page prints; here it is compared.

        foreach (CandidateEvidence seen in models.GetEvidence("income"))
        {
            Console.WriteLine(seen);
        }

        Page.Prints(Console.ToString().TrimEnd());

        CandidateEvidence evidence = models.GetEvidence("income")[0];
        now = await registry.GetDeploymentAsync("income");
        await registry.DeployAsync("income", DeploymentPlan.Live(2).FallBackTo(1), replacing: now,
            because: new("agrees wherever it answers") { Evidence = evidence.ToEvidence() });

        var kept = (await registry.GetDeploymentAsync("income"))!.Because.Evidence!;
        Assert.Equal(evidence.ToString(), kept.Summary);
        Page.Names(kept.Metrics.Keys);
        Page.Names(typeof(ShadowOptions).GetProperties().Concat(typeof(EvidenceOptions).GetProperties()).Select(p => p.Name));
        Page.Names(typeof(CandidateEvidence).GetProperties().Select(p => p.Name).Except(["Model", "Role", "Candidate", "CandidateDigest", "Live", "LiveDigest"]));
        Page.Names("InvalidAnswer", "Threw", "NoAnswer", "InputRefused", "TimedOut", "Stuck");
        Assert.Equal(AttemptFailure.InvalidAnswer, Assert.Single(evidence.Failed).Key);
    }

    [Fact]
    public async Task What_was_seen_is_found_again_after_a_restart()
    {
        await using var app = new App();
        app.Services.AddModelRegistry().UseSqlite(directory: "models");
        await RegisterAsync(app);
        await DeployAsync(app, DeploymentPlan.Live(1).Shadow(2));
        CandidateEvidence seen;
        await using (var before = Provider(app.Directory))
        {
            await AskAsync(before);
            seen = Assert.Single(before.GetRequiredService<IModelHost>().GetEvidence("income"));
        }

        await using var after = Provider(app.Directory);
        Assert.Equal(seen, Assert.Single(after.GetRequiredService<IModelHost>().GetEvidence("income")));
        await AskAsync(after);
        Assert.Equal(200, Assert.Single(after.GetRequiredService<IModelHost>().GetEvidence("income")).Compared);

        static ServiceProvider Provider(string directory)
        {
            var services = new ServiceCollection();
            services.AddModelRegistry().UseSqlite(Path.Combine(directory, "models"));
            services.AddModel<Person, Income>("income").FromRegistry().UseMLNet().KeepEvidence(Path.Combine(directory, "evidence"));
            return services.BuildServiceProvider();
        }
    }

    [Fact]
    public async Task What_several_hosts_saw_adds_up()
    {
        await using var app = new App();
        app.Services.AddModelRegistry().UseSqlite(directory: "models");
        app.Services.AddModel<Person, Income>("income").FromRegistry().UseMLNet();
        await RegisterAsync(app);
        await DeployAsync(app, DeploymentPlan.Live(1).Shadow(2));
        await app.StartAsync();
        await AskAsync(app.Provider);
        var models = app.Models;

        string sent = JsonSerializer.Serialize(models.GetEvidence("income"));                // on each host, such as at an endpoint of yours

        string[] received = [sent, sent];

        var ofAllHosts = CandidateEvidence.Merge(
            received.SelectMany(json => JsonSerializer.Deserialize<CandidateEvidence[]>(json)!));

        var both = Assert.Single(ofAllHosts);
        Assert.Equal((200, 190), (both.Seen, both.Agreed));
        Assert.Equal(10, both.Failed[AttemptFailure.InvalidAnswer]);
    }

    [Fact]
    public async Task A_canary_is_compared_with_live_and_its_share_is_raised_without_moving_anybody_out()
    {
        await using var app = new App();
        app.Services.AddModelRegistry().UseSqlite(directory: "models");
        app.Services.AddModel<Person, Income>("income").FromRegistry().UseMLNet().RouteBy(row => row.Id);
        await RegisterAsync(app);
        await DeployAsync(app, DeploymentPlan.Live(1));
        await app.StartAsync();
        var registry = app.Registry;

        var now = await registry.GetDeploymentAsync("income");
        now = await registry.DeployAsync("income", DeploymentPlan.Live(1).Canary(2, share: 0.05), replacing: now, because: new("few meet v2"));

        await app.Models.RefreshAsync("income");
        var few = await AskAsync(app.Provider);
        await registry.DeployAsync("income", DeploymentPlan.Live(1).Canary(2, share: 0.2), replacing: now, because: new("more meet v2"));
        await app.Models.RefreshAsync("income");
        var more = await AskAsync(app.Provider);

        Assert.InRange(few.Count, 1, more.Count - 1);
        Assert.Subset(more, few);
        var evidence = Assert.Single(app.Models.GetEvidence("income"));
        Assert.Equal((RouteRole.Canary, few.Count + more.Count), (evidence.Role, evidence.Seen));
        Assert.Equal(evidence.Seen, evidence.Compared);
        Page.Names("RouteBy", "RouteAtRandom", "RoutingKey");
    }

    [Fact]
    public async Task What_agrees_can_be_said_in_each_of_the_ways()
    {
        await using var app = new App();
        var services = app.Services;
        app.Services.AddModelRegistry().UseSqlite(directory: "models");

        services.AddModel<Person, Income>("labels").FromRegistry().UseMLNet()
            .CompareLabels(income => income.Probability > 0.5f);

        services.AddModel<Person, Income>("numbers").FromRegistry().UseMLNet()
            .CompareNumbers(income => income.Probability, absolute: 0.01, relative: 0.1);

        services.AddModel<Person, Income>("function").FromRegistry().UseMLNet()
            .CompareAnswers((live, candidate) => live.Probability <= candidate.Probability);

        services.AddModel<Person, Income>("comparer").FromRegistry().UseMLNet()
            .CompareAnswers(new OddsComparer());

        services.AddModel<Person, Income>("columns").FromRegistry().UseMLNet();

        foreach (var model in app.Models.Models)
        {
            await RegisterAsync(app, model);
            await DeployAsync(app, DeploymentPlan.Live(1).Shadow(2), model);
        }

        await app.StartAsync();
        foreach (var model in app.Models.Models)
        {
            await AskAsync(app.Provider, model);
            var evidence = Assert.Single(app.Models.GetEvidence(model));
            Assert.Equal((95, 5), (evidence.Agreed, evidence.Compared - evidence.Agreed));
        }

        Page.Names("CompareLabels", "CompareNumbers", "CompareAnswers", "IAnswerComparer");
    }

    [Fact]
    public async Task A_row_that_is_used_again_is_copied_and_the_configuration_says_how_much_is_compared()
    {
        await using var app = new App();
        var services = app.Services;
        services.AddModelRegistry().UseSqlite(directory: "models");
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Models:income:Shadow:SampleShare"] = "0.1" }).Build();

        services.AddModel<Person, Income>("income")
            .FromRegistry()
            .UseMLNet()
            .Shadow(copy: row => row with { })
            .Configure(configuration.GetSection("Models:income"));             // such as "Shadow": { "SampleShare": 0.1 }

        Assert.Equal(0.1, app.Provider.GetRequiredService<IOptionsMonitor<ModelOptions>>().Get("income").Shadow.SampleShare);
    }

    [Fact]
    public async Task A_canary_may_take_its_share_at_random()
    {
        await using var app = new App();
        var services = app.Services;
        services.AddModelRegistry().UseSqlite(directory: "models");

        services.AddModel<Person, Income>("income").FromRegistry().UseMLNet().RouteAtRandom();

        await RegisterAsync(app);
        await DeployAsync(app, DeploymentPlan.Live(1).Canary(2, share: 0.5));
        await app.StartAsync();
        Assert.InRange((await AskAsync(app.Provider)).Count, 1, 99);
    }

    [Fact]
    public async Task The_page_names_what_the_metric_of_rows_says()
    {
        var (results, names) = (new HashSet<string>(), new HashSet<string>());
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Name == "mlops.candidate.rows")
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) =>
        {
            lock (results)
            {
                foreach (var (name, value) in tags)
                {
                    names.Add(name);
                    if (name == "mlops.candidate.result")
                    {
                        results.Add((string)value!);
                    }
                }
            }
        });
        listener.Start();
        await using var app = new App();
        app.Services.AddMetrics();
        app.Services.AddModelRegistry().UseSqlite(directory: "models");
        app.Services.AddModel<Person, Income>("income").FromRegistry().UseMLNet().RouteBy(row => row.Id);
        await RegisterAsync(app);
        await DeployAsync(app, DeploymentPlan.Live(1).Canary(2, share: 1));
        await app.StartAsync();
        await AskAsync(app.Provider);
        await app.Predictor.PredictAsync(new() { Id = "", Age = 20, HoursPerWeek = 40 });

        Assert.Superset(new HashSet<string> { "agreed", "InvalidAnswer", "without key" }, results);
        Page.Names(names.Concat(results));
        Page.Names("mlops.candidate.rows", "differed", "dropped", "unpaired");
    }

    /// <summary>Asks about 100 people, of whom five don't say their hours, and waits until all are compared.</summary>
    /// <returns>Whom the plan gave to a canary.</returns>
    private static async Task<HashSet<string>> AskAsync(IServiceProvider services, string model = "income")
    {
        var models = services.GetRequiredService<IModelHost>();
        await models.RefreshAsync(model);
        var predictor = services.GetRequiredKeyedService<IPredictor<Person, Income>>(model);
        var ofTheCanary = new HashSet<string>();
        for (var i = 0; i < 100; i++)
        {
            var row = new Person { Id = $"p{i}", Age = 20 + (i % 60), HoursPerWeek = i % 20 == 0 ? float.NaN : 40 };
            if ((await predictor.PredictAsync(row)).Assigned!.Role == RouteRole.Canary)
            {
                ofTheCanary.Add(row.Id);
            }
        }

        while (models.GetEvidence(model).Any(e => e.Sampled > e.Compared + e.Dropped + e.Unpaired))
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        return ofTheCanary;
    }

    private static async Task RegisterAsync(App app, string model = "income")
    {
        await app.Registry.RegisterAsync(model, IncomeModels.Careful, new() { Owner = "team-census", Purpose = "the first" });
        await app.Registry.RegisterAsync(model, IncomeModels.Careless, new() { Owner = "team-census", Purpose = "the second" });
    }

    private static async Task DeployAsync(App app, DeploymentPlan plan, string model = "income")
    {
        var now = await app.Registry.GetDeploymentAsync(model);
        await app.Registry.DeployAsync(model, plan, replacing: now, because: new("v2 on trial"));
    }

    public sealed class OddsComparer : IAnswerComparer<Income>
    {
        public AnswerDifference Compare(Income live, Income candidate)
        {
            var distance = Math.Abs(LogOdds(live) - LogOdds(candidate));
            return new(Agrees: distance < 0.2, distance);                      // finite, 0 or more; the largest are kept
        }

        private static double LogOdds(Income income)
        {
            var p = Math.Clamp(income.Probability, 1e-6, 1 - 1e-6);
            return Math.Log(p / (1 - p));
        }
    }
}
