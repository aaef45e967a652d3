using MlOps.Routing.Declaration;

namespace MlOps.Routing.Sources;

/// <summary>Where one model comes from: said exactly once.</summary>
internal sealed class ModelSource<TInput, TOutput> : IDeclared
{
    private readonly Once<Func<IServiceProvider, IModelSource<TInput, TOutput>>> _create =
        new("source", "FromRegistry, FromFile, FromFunction, FromModel");

    public void Set(Func<IServiceProvider, IModelSource<TInput, TOutput>> create) => _create.Set(create);

    public IModelSource<TInput, TOutput>? Create(IServiceProvider services) => _create.Value?.Invoke(services);

    public IEnumerable<string> Mistakes() => _create.Value is null
        ? ["It has no source: add FromRegistry(), FromFile(path), FromFunction(function) or FromModel<TInput, TOutput, TModel>()."]
        : _create.Mistakes();
}
