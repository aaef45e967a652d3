using Microsoft.Extensions.DependencyInjection;
using MlOps;

namespace IncomeApi;

/// <summary>The fifth program: a regression with a floor, a ceiling and a rule when the model is away.</summary>
public sealed class RegressionRulesTests : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private bool _isAway;

    public RegressionRulesTests()
    {
        var services = new ServiceCollection();
        services.AddSingleton(new DistrictPrices(new Dictionary<string, float> { ["north"] = 320_000 }));
        services.AddSingleton(new Holidays([new(2026, 12, 25)]));
        services.AddModel<House, Price>("price")
            .FromFunction(house => _isAway ? throw new TimeoutException() : new() { Score = house.Rooms * 100_000 })
            .FallBackTo<House, Price, MedianOfDistrict>("median of the district")              // an IModel from DI
            .SuppressWhen("too little history", (house, price) => house.Sales < 3)
            .Clamp("price band", p => p.Score, 10_000, 5_000_000, (p, v) => p with { Score = v })
            .AddHeuristics(h => h.Add<HolidayRule>());                                          // IHeuristic from DI: keep, change or suppress
        _services = services.BuildServiceProvider();
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_price_within_the_band_goes_out_as_the_model_said_it()
    {
        var answer = await AskAsync(new());

        Assert.Equal(300_000, answer.Value.Score);
        Assert.True(answer.IsPlain);
    }

    [Theory]
    [InlineData(0, 10_000)]
    [InlineData(80, 5_000_000)]
    public async Task The_floor_and_the_ceiling_hold(int rooms, float price)
    {
        var answer = await AskAsync(new() { Rooms = rooms });

        Assert.Equal(price, answer.Value.Score);
        Assert.Equal(("price band", HeuristicEffect.Changed), (answer.Heuristics.Single().Name, answer.Heuristics.Single().Effect));
    }

    [Fact]
    public async Task Too_little_history_gives_no_price()
    {
        var answer = await AskAsync(new() { Sales = 2 });

        Assert.Equal(PredictionOutcome.Suppressed, answer.Outcome);
        Assert.Equal("too little history", answer.Heuristics[0].Name);
        Assert.False(answer.TryGetValue(out _));
    }

    [Fact]
    public async Task A_rule_with_services_of_its_own_changes_the_price()
    {
        var answer = await AskAsync(new() { On = new(2026, 12, 25) });

        Assert.Equal(330_000, answer.Value.Score);
        Assert.Equal("holiday", answer.Heuristics.Single().Name);
    }

    [Fact]
    public async Task When_the_model_is_away_the_median_of_the_district_answers_by_the_same_rules()
    {
        _isAway = true;
        var answer = await AskAsync(new() { On = new(2026, 12, 25) });
        var suppressed = await AskAsync(new() { Sales = 0 });
        var nobody = await AskAsync(new() { District = "nowhere" });

        Assert.Equal(("median of the district", RouteRole.FallbackFunction), (answer.Route!.Name, answer.Route.Role));
        Assert.Equal(352_000, answer.Value.Score);
        Assert.Equal(PredictionOutcome.Suppressed, suppressed.Outcome);
        Assert.Equal(PredictionOutcome.Unavailable, nobody.Outcome);
        Assert.Equal(["function", "median of the district"], nobody.Attempts.Select(a => a.Route.Name));
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private async Task<Prediction<Price>> AskAsync(House house) =>
        await _services.GetRequiredService<IPredictor<House, Price>>().PredictAsync(house, Stop);

    public sealed record House
    {
        public int Rooms { get; init; } = 3;

        public int Sales { get; init; } = 10;

        public string District { get; init; } = "north";

        public DateOnly On { get; init; } = new(2026, 6, 1);
    }

    public sealed record Price
    {
        public float Score { get; init; }
    }

    private sealed record DistrictPrices(IReadOnlyDictionary<string, float> Medians);

    private sealed record Holidays(IReadOnlyList<DateOnly> Days);

    private sealed class MedianOfDistrict(DistrictPrices prices) : IModel<House, Price>
    {
        public ValueTask<Prediction<Price>> PredictAsync(House input, CancellationToken cancellationToken) =>
            new(new Price { Score = prices.Medians[input.District] });
    }

    private sealed class HolidayRule(Holidays holidays) : IHeuristic<House, Price>
    {
        public string Name => "holiday";

        public HeuristicDecision<Price> Decide(House input, Price answer) => holidays.Days.Contains(input.On)
            ? HeuristicDecision<Price>.Change(answer with { Score = answer.Score * 1.1f })
            : HeuristicDecision<Price>.Keep;
    }
}
