using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using MlOps.Fakes;

namespace MlOps.Declaration;

public class AddModelTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_models_of_the_same_types_are_told_apart_by_their_keys()
    {
        var services = new ServiceCollection();
        services.AddModel<Row, Score>("one").FromFunction(_ => new Score(1));
        services.AddModel<Row, Score>("two").FromFunction(_ => new Score(2));
        await using var provider = services.BuildServiceProvider();

        Assert.Equal(2, (await provider.GetRequiredKeyedService<IPredictor<Row, Score>>("two").PredictAsync(new Row(1), Token)).Value.Value);
        var e = Assert.Throws<InvalidOperationException>(provider.Predictor);
        Assert.Contains("one, two", e.Message, StringComparison.Ordinal);
        Assert.Contains("FromKeyedServices", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Income")]
    [InlineData("../income")]
    [InlineData("con")]
    [InlineData("")]
    public void A_name_that_breaks_the_rule_is_refused_with_the_rule(string name)
    {
        var e = Assert.Throws<ArgumentException>(() => new ServiceCollection().AddModel<Row, Score>(name));
        Assert.Contains(ModelName.Rule, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_can_be_declared_once()
    {
        var services = new ServiceCollection();
        services.AddModel<Row, Score>("one");
        Assert.Throws<ArgumentException>(() => services.AddModel<Row, string>("one"));
    }

    [Fact]
    public void What_is_not_code_can_be_bound_to_a_section()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            [new("Models:m:Startup", "Background"), new("Models:m:StartupTimeout", "00:00:07")]).Build();
        using var services = Setup.Provider(m => m.FromFunction(_ => new Score(1)).Configure(configuration.GetSection("Models:m")));
        var options = services.GetRequiredService<IOptionsMonitor<ModelOptions>>().Get("m");
        Assert.Equal(ModelStartup.Background, options.Startup);
        Assert.Equal(TimeSpan.FromSeconds(7), options.StartupTimeout);
    }

    [Fact]
    public async Task A_hosts_own_stages_stand_at_their_points()
    {
        var order = new List<string>();
        IModel<Row, Score> Stage(string name, IModel<Row, Score> inner) => new Recorder(name, order, inner);
        await using var services = Setup.Provider(m => m
            .AddStage(Building.StagePoint.Model, "model", (_, inner) => Stage("model", inner))
            .AddStage(Building.StagePoint.Answer, "answer", (_, inner) => Stage("answer", inner))
            .AddStage(Building.StagePoint.Prediction, "outer", (_, inner) => Stage("outer", inner))
            .AddStage(Building.StagePoint.Prediction, "inner", (_, inner) => Stage("inner", inner))
            .FromFunction(_ => new Score(1)));
        await services.Predictor().PredictAsync(new Row(1), Token);
        Assert.Equal(["outer", "inner", "answer", "model"], order);
    }

    [Fact]
    public async Task A_test_can_replace_a_model()
    {
        var services = new ServiceCollection();
        services.AddModel<Row, Score>("m").FromRegistry();
        services.ReplaceModel("m", Predictor.FromFunction<Row, Score>(row => new(row.Age * 2)));
        await using var provider = services.BuildServiceProvider();

        Assert.Equal(6, (await provider.Predictor().PredictAsync(new Row(3), Token)).Value.Value);
        Assert.Equal(6, (await provider.GetRequiredKeyedService<IPredictor<Row, Score>>("m").PredictAsync(new Row(3), Token)).Value.Value);
        Assert.Equal("serving m 'test double' (live)", provider.Host().GetStatus("m").ToString());
        await provider.Host().RefreshAsync("m", Token);
        Assert.Throws<ArgumentException>(() => services.ReplaceModel("other", Predictor.FromFunction<Row, Score>(_ => new(1))));
    }

    [Fact]
    public async Task Every_outcome_can_be_played_to_an_app_under_test()
    {
        var away = Predictor.FromPredictions<Row, Score>(_ => Prediction.Unavailable<Score>(UnavailableReason.NoRouteLeft));
        var prediction = await away.PredictAsync(new Row(1), new PredictionOptions { Id = "x" }, Token);
        Assert.Equal(PredictionOutcome.Unavailable, prediction.Outcome);
        Assert.Equal("x", prediction.Id);
    }

    private sealed class Recorder(string name, List<string> order, IModel<Row, Score> inner) : IModel<Row, Score>
    {
        public ValueTask<Prediction<Score>> PredictAsync(Row input, CancellationToken cancellationToken)
        {
            order.Add(name);
            return inner.PredictAsync(input, cancellationToken);
        }
    }

    [Fact]
    public async Task What_a_declaration_names_by_its_type_is_disposed_with_the_services()
    {
        Disposable.Disposals = 0;
        await using (var services = Setup.Provider(m => m
            .FromModel<Row, Score, Disposable>().FallBackTo<Row, Score, Disposable>("f").AddHeuristic<Row, Score, Disposable>()))
        {
            await services.Predictor().PredictAsync(new Row(1), Token);
        }

        Assert.Equal(3, Disposable.Disposals);
    }

    [Fact]
    public async Task A_model_that_cannot_be_made_is_told_when_it_is_first_asked_for_and_not_after_a_wait()
    {
        await using var services = Setup.Provider(m => m.FromModel<Row, Score, NeedsUri>());
        var e = Assert.Throws<ModelConfigurationException>(() => services.Predictor());
        Assert.Contains("Its source can't be made", e.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(Uri), e.Message, StringComparison.Ordinal);
    }

    public sealed class NeedsUri(Uri address) : IModel<Row, Score>
    {
        public ValueTask<Prediction<Score>> PredictAsync(Row input, CancellationToken cancellationToken) => new(new Score(1, address.Host));
    }

    public sealed class Disposable : IModel<Row, Score>, IHeuristic<Row, Score>, IDisposable
    {
        private static int _disposals;

        public static int Disposals
        {
            get => _disposals;
            set => _disposals = value;
        }

        public string Name => "disposable";

        public ValueTask<Prediction<Score>> PredictAsync(Row input, CancellationToken cancellationToken) => new(new Score(1));

        public HeuristicDecision<Score> Decide(Row input, Score answer) => HeuristicDecision<Score>.Keep;

        public void Dispose() => Interlocked.Increment(ref _disposals);
    }

    [Fact]
    public async Task A_test_double_fails_as_a_model_fails_and_its_answers_have_a_route()
    {
        var throws = await Predictor.FromFunction<Row, Score>(_ => throw new TimeoutException()).PredictAsync(new Row(1), Token);
        Assert.Equal((PredictionOutcome.Unavailable, AttemptFailure.Threw), (throws.Outcome, throws.Attempts.Single().Failure));
        var nothing = await Predictor.FromFunction<Row, Score>(_ => null!).PredictAsync(new Row(1), Token);
        Assert.Equal((PredictionOutcome.Unavailable, AttemptFailure.InvalidAnswer), (nothing.Outcome, nothing.Attempts.Single().Failure));
        var byHand = await Predictor.FromPredictions<Row, Score>(_ => Prediction.Answered(new Score(1))).PredictAsync(new Row(1), Token);
        Assert.Equal((RouteRole.Live, RouteRole.Live), (byHand.Route?.Role, byHand.Assigned?.Role));
    }

    [Fact]
    public void A_key_of_the_configuration_that_is_no_option_is_a_mistake()
    {
        var section = new Microsoft.Extensions.Configuration.ConfigurationBuilder()
            .AddInMemoryCollection([new("StartupTimeuot", "00:00:05")]).Build();
        using var services = Setup.Provider(m => m.FromFunction(_ => new Score(1)).Configure(section));
        var e = Assert.Throws<ModelConfigurationException>(() => services.Predictor());
        Assert.Contains("StartupTimeuot", e.Message, StringComparison.Ordinal);
        Assert.EndsWith(". Correct it in Configure(...) or the configuration.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_said_twice_and_can_be_said_once_is_a_mistake()
    {
        using var services = Setup.Provider(m => m.FromFunction(_ => new Score(1))
            .RouteBy(_ => "a").RouteAtRandom().CompareLabels(s => s.Value > 0).CompareNumbers(s => s.Value, absolute: 1));
        var e = Assert.Throws<ModelConfigurationException>(() => services.Predictor());
        Assert.Contains("It has 2 routing keys (RouteBy or RouteAtRandom) and can have one", e.Message, StringComparison.Ordinal);
        Assert.Contains("It has 2 answer comparers (CompareLabels, CompareNumbers or CompareAnswers) and can have one", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_two_sources_both_are_named()
    {
        using var services = Setup.Provider(m => m.FromFunction(_ => new Score(1)).FromFile("x"));
        var e = Assert.Throws<ModelConfigurationException>(() => services.Predictor());
        Assert.Contains("2 sources (FromFunction, FromFile)", e.Message, StringComparison.Ordinal);
    }
}
