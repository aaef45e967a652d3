using MlOps;
using MlOps.Building;

namespace WebApi;

/// <summary>Breaks a version on demand: a stage that throws where the model would have answered.</summary>
internal sealed class Fault
{
    /// <summary>The version that throws; null for none.</summary>
    public int? Version { get; set; }

    public IModel<Person, Income> Wrap(StageContext<Income> context, IModel<Person, Income> inner) => new Stage(this, context.Route.Version, inner);

    private sealed class Stage(Fault fault, int? version, IModel<Person, Income> inner) : IModel<Person, Income>
    {
        public ValueTask<Prediction<Income>> PredictAsync(Person input, CancellationToken cancellationToken) =>
            version is not null && version == fault.Version
                ? throw new InvalidOperationException("broken on purpose")
                : inner.PredictAsync(input, cancellationToken);
    }
}
