using Microsoft.Extensions.DependencyInjection;
using MlOps.Building;
using MlOps.Checks;
using MlOps.Runtimes;

namespace MlOps;

/// <summary>Stands in for the routes: keeps the runtime that UseMLNet adds.</summary>
internal sealed class TestBuilder<TInput, TOutput> : IModelBuilder<TInput, TOutput>
{
    private Func<IServiceProvider, IModelRuntime<TInput, TOutput>>? _create;

    public string Name => "income";

    public IServiceCollection Services { get; } = new ServiceCollection();

    public IDictionary<object, object> Properties { get; } = new Dictionary<object, object>();

    public IModelRuntime<TInput, TOutput> Build() => _create!(Services.BuildServiceProvider());

    public IModelBuilder<TInput, TOutput> AddRuntime(Func<IServiceProvider, IModelRuntime<TInput, TOutput>> create)
    {
        _create = create;
        return this;
    }

    public IModelBuilder<TInput, TOutput> CheckInput(Func<CheckContext, IRowCheck<TInput>> create) => throw new NotSupportedException();

    public IModelBuilder<TInput, TOutput> CheckOutput(Func<CheckContext, IRowCheck<TOutput>> create) => throw new NotSupportedException();

    public IModelBuilder<TInput, TOutput> AddStage(
        StagePoint point,
        string name,
        Func<StageContext<TOutput>, IModel<TInput, TOutput>, IModel<TInput, TOutput>> wrap) => throw new NotSupportedException();
}
