using Microsoft.Extensions.DependencyInjection;
using MlOps.Building;
using MlOps.Checks;
using MlOps.Runtimes;

namespace MlOps;

/// <summary>Remembers the checks that it was given.</summary>
internal sealed class FakeModelBuilder<TInput, TOutput> : IModelBuilder<TInput, TOutput>
{
    public string Name => "income";

    public IServiceCollection Services { get; } = new ServiceCollection();

    public IDictionary<object, object> Properties { get; } = new Dictionary<object, object>();

    public Func<CheckContext, IRowCheck<TInput>>? Input { get; private set; }

    public Func<CheckContext, IRowCheck<TOutput>>? Output { get; private set; }

    public IModelBuilder<TInput, TOutput> AddRuntime(Func<IServiceProvider, IModelRuntime<TInput, TOutput>> create) => this;

    public IModelBuilder<TInput, TOutput> CheckInput(Func<CheckContext, IRowCheck<TInput>> create)
    {
        Input = create;
        return this;
    }

    public IModelBuilder<TInput, TOutput> CheckOutput(Func<CheckContext, IRowCheck<TOutput>> create)
    {
        Output = create;
        return this;
    }

    public IModelBuilder<TInput, TOutput> AddStage(
        StagePoint point, string name, Func<StageContext<TOutput>, IModel<TInput, TOutput>, IModel<TInput, TOutput>> wrap) => this;
}
