using MlOps.Building;
using MlOps.Fakes;

namespace MlOps.Fallback;

/// <summary>Routes of one model are told apart by their names.</summary>
public class RouteNameTests
{
    [Theory]
    [InlineData("function", "Its fallback 'function' is called like the model that its source gives: give it another name.")]
    [InlineData("v2", null)]
    [InlineData("Function", null)]
    public async Task Beside_a_function(string fallback, string? mistake) =>
        await Told(m => m.FromFunction(_ => new Score(1)).FallBackTo(fallback, _ => new Score(2)), mistake);

    [Theory]
    [InlineData("income.txt", "Its fallback 'income.txt' is called like the model that its source gives: give it another name.")]
    [InlineData("income", null)]
    public async Task Beside_a_file(string fallback, string? mistake) => await Told(
        m => m.FromFile(Path.Combine(Path.GetTempPath(), "none", "income.txt")).AddRuntime(_ => new TextRuntime()).FallBackTo(fallback, _ => new Score(2)), mistake);

    [Theory]
    [InlineData("v2", "Its fallback 'v2' is called like a version of the registry: give it a name that isn't a 'v' with a number.")]
    [InlineData("v", null)]
    [InlineData("v2 of old", null)]
    [InlineData("function", null)]
    public async Task Beside_versions(string fallback, string? mistake)
    {
        await using var services = Setup.Provider(new FakeRegistry(), new(), m => m.FallBackTo(fallback, _ => new Score(2)));
        AssertTold(services, mistake);
    }

    private static async Task Told(Action<IModelBuilder<Row, Score>> declare, string? mistake)
    {
        await using var services = Setup.Provider(declare);
        AssertTold(services, mistake);
    }

    private static void AssertTold(IServiceProvider services, string? mistake)
    {
        var told = Record.Exception(() => services.Host().GetStatus("m"));
        Assert.Equal(mistake, mistake is null ? told?.Message : Assert.Single(Assert.IsType<ModelConfigurationException>(told).Mistakes));
    }
}
