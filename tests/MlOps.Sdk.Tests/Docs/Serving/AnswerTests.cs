using Microsoft.Extensions.DependencyInjection;

namespace MlOps.Docs.Serving;

/// <summary>docs/serving.md: who answers, rows that break a hard rule, domain rules.</summary>
public class AnswerTests
{
    private static readonly Page Page = new("docs/serving.md");

    [Fact]
    public async Task Versions_and_then_functions_stand_behind_the_live_version()
    {
        await using var app = new App();
        var services = app.Services;
        services.AddModelRegistry().UseSqlite(directory: "models");

        services.AddModel<Person, Income>("income")
            .FromRegistry()
            .UseMLNet()
            .FallBackTo("base rate of the young", row => row.Age < 30 ? new() { Probability = 0.1f } : throw new NotSupportedException())
            .FallBackTo("base rate", row => new() { Probability = 0.24f });

        var registry = app.Registry;
        await IncomeModels.DeployBothAsync(registry);
        var (v1, v2) = (1, 2);

        var now = await registry.GetDeploymentAsync("income");
        await registry.DeployAsync("income", DeploymentPlan.Live(v2).FallBackTo(v1), replacing: now, because: new("AUC +0.012 in May"));

        await app.StartAsync();
        await app.Models.RefreshAsync("income");
        var prediction = await app.Predictor.PredictAsync(new() { Age = 44, HoursPerWeek = float.NaN });
        Assert.Equal((1, RouteRole.FallbackVersion), (prediction.Route!.Version!.Value, prediction.Route.Role));
        Assert.Equal((2, RouteRole.Live), (prediction.Assigned!.Version!.Value, prediction.Assigned.Role));
        Assert.Equal(AttemptFailure.InvalidAnswer, Assert.Single(prediction.Attempts).Failure);
        Page.Prints(await app.Predictor.PredictAsync(new() { Age = float.NaN, HoursPerWeek = 40 }));
    }

    [Fact]
    public async Task Another_declared_model_can_stand_behind_one()
    {
        await using var app = new App();
        var services = app.Services;

        services.AddModel<Person, Income>("income.oslo")
            .FromFunction(row => throw new TimeoutException())
            .FallBackToModel("income.all")
            .FallBackTo("base rate", row => new() { Probability = 0.24f });

        services.AddModel<Person, Income>("income.all")
            .FromFunction(row => new() { Probability = row.Age / 100 });

        await app.StartAsync();
        Page.Prints(await app.Provider.GetRequiredKeyedService<IPredictor<Person, Income>>("income.oslo").PredictAsync(new() { Age = 44 }));
    }

    [Fact]
    public void The_page_names_every_failure_reason_and_option()
    {
        Page.Names(Enum.GetNames<AttemptFailure>());
        Page.Names(Enum.GetNames<UnavailableReason>().Except(["None"]));
        Page.Names(typeof(PredictionOptions).GetProperties().Concat(typeof(ModelOptions).GetProperties()).Select(p => p.Name));
    }

    [Fact]
    public async Task A_row_that_breaks_a_hard_rule_is_rejected_unless_the_host_answers_it()
    {
        await using var app = new App();
        var services = app.Services;

        services.AddModel<Person, Income>("strict")
            .FromFunction(row => new() { Probability = row.Age / 100 })
            .ValidateInput(s => s.Column(p => p.Age).InRange(16, 99));

        services.AddModel<Person, Income>("lenient")
            .FromFunction(row => new() { Probability = row.Age / 100 })
            .ValidateInput(s => s.Column(p => p.Age).InRange(16, 99))
            .OnInvalidInput("a person decides", (row, violations) => new() { Probability = 0.5f });

        var row = new Person { Age = 440 };
        Page.Prints(
            await app.Provider.GetRequiredKeyedService<IPredictor<Person, Income>>("strict").PredictAsync(row),
            await app.Provider.GetRequiredKeyedService<IPredictor<Person, Income>>("lenient").PredictAsync(row));
    }

    [Fact]
    public async Task Domain_rules_change_and_withhold_answers()
    {
        await using var app = new App();
        var services = app.Services;

        services.AddModel<Person, Income>("income")
            .FromFunction(row => new() { Probability = row.Age / 100 })
            .AddHeuristic("minors earn under 50K",
                when: (row, score) => row.Age < 18, change: (row, score) => score with { Probability = 0 })
            .SuppressWhen("too near to call", (row, score) => score.Probability is > 0.45f and < 0.55f);

        Page.Prints(
            await app.Predictor.PredictAsync(new() { Age = 17 }),
            await app.Predictor.PredictAsync(new() { Age = 50 }));
    }

    [Fact]
    public async Task A_rule_may_be_a_class()
    {
        await using var app = new App();
        var services = app.Services;

        services.AddModel<Person, Income>("income")
            .FromFunction(row => new() { Probability = row.Age / 100 })
            .AddHeuristics(h => h.Add<PartTime>());

        Page.Prints(
            await app.Predictor.PredictAsync(new() { Age = 70, HoursPerWeek = 10 }),
            await app.Predictor.PredictAsync(new() { Age = 70, HoursPerWeek = 0 }));
    }

    [Fact]
    public async Task What_is_no_answer_or_null_is_a_failure_of_its_route()
    {
        await using var app = new App();
        app.Services.AddModel<Person, Income>("nothing").FromModel<Person, Income, NoAnswer>();
        app.Services.AddModel<Person, Income>("null").FromFunction(row => null!);
        var (nothing, none) = (Of("nothing"), Of("null"));

        Assert.Equal(AttemptFailure.NoAnswer, Assert.Single((await nothing.PredictAsync(new())).Attempts).Failure);
        Assert.Equal(AttemptFailure.InvalidAnswer, Assert.Single((await none.PredictAsync(new())).Attempts).Failure);

        IPredictor<Person, Income> Of(string model) => app.Provider.GetRequiredKeyedService<IPredictor<Person, Income>>(model);
    }

    public sealed class PartTime : IHeuristic<Person, Income>
    {
        public string Name => "part time";

        public HeuristicDecision<Income> Decide(Person input, Income answer) => input.HoursPerWeek switch
        {
            < 1 => HeuristicDecision<Income>.Suppress("hardly any hours"),
            < 20 when answer.Probability > 0.5f => HeuristicDecision<Income>.Change(answer with { Probability = 0.5f }),
            _ => HeuristicDecision<Income>.Keep,
        };
    }

    private sealed class NoAnswer : IModel<Person, Income>
    {
        public ValueTask<Prediction<Income>> PredictAsync(Person input, CancellationToken cancellationToken) => default;
    }
}
