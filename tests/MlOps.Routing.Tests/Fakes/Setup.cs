using Microsoft.Extensions.DependencyInjection;
using MlOps.Building;
using MlOps.Checks;

namespace MlOps.Fakes;

internal static class Setup
{
    /// <summary>A provider with one model "m".</summary>
    public static ServiceProvider Provider(Action<IModelBuilder<Row, Score>> declare, Action<IServiceCollection>? more = null)
    {
        var services = new ServiceCollection();
        more?.Invoke(services);
        declare(services.AddModel<Row, Score>("m"));
        return services.BuildServiceProvider();
    }

    /// <summary>A provider whose model follows a registry.</summary>
    public static ServiceProvider Provider(
        FakeRegistry registry, TextRuntime runtime, Action<IModelBuilder<Row, Score>>? declare = null, Action<IServiceCollection>? more = null) =>
        Provider(
            m =>
            {
                m.FromRegistry().AddRuntime(_ => runtime);
                declare?.Invoke(m);
            },
            s =>
            {
                s.AddSingleton<IModelRegistry>(registry);
                more?.Invoke(s);
            });

    public static IPredictor<Row, Score> Predictor(this IServiceProvider services) => services.GetRequiredService<IPredictor<Row, Score>>();

    public static IModelHost Host(this IServiceProvider services) => services.GetRequiredService<IModelHost>();

    /// <summary>Ages below zero are hard violations, ages above 100 soft ones.</summary>
    public static IModelBuilder<Row, Score> CheckAge(this IModelBuilder<Row, Score> model) => model.CheckInput(_ => new RowCheck<Row>(row => row.Age switch
    {
        < 0 => [new Violation("Age", "range", Severity.Hard, "0 and up"), new Violation("", "sense", Severity.Hard, "a sensible row")],
        > 100 => [new Violation("Age", "range", Severity.Soft, "up to 100")],
        _ => [],
    }));

    /// <summary>Values below zero are hard violations, values above 100 soft ones.</summary>
    public static IModelBuilder<Row, Score> CheckValue(this IModelBuilder<Row, Score> model) => model.CheckOutput(_ => new RowCheck<Score>(score => score.Value switch
    {
        < 0 => [new Violation("Value", "range", Severity.Hard, "0 and up")],
        > 100 => [new Violation("Value", "range", Severity.Soft, "up to 100")],
        _ => [],
    }));

    private sealed class RowCheck<T>(Func<T, Violation[]> check) : IRowCheck<T>
    {
        public System.Collections.Immutable.ImmutableArray<Violation> Check(T row) => [.. check(row)];
    }
}
