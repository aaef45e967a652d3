using MlOps.Routing.Declaration;

namespace MlOps.Routing.Sources;

/// <summary>Where one model comes from: said exactly once.</summary>
internal sealed class ModelSource<TInput, TOutput> : IDeclared
{
    private readonly List<(string Word, Func<IServiceProvider, IModelSource<TInput, TOutput>> Create)> _said = [];

    public void Set(string word, Func<IServiceProvider, IModelSource<TInput, TOutput>> create) => _said.Add((word, create));

    public IModelSource<TInput, TOutput>? Create(IServiceProvider services) => _said.Count == 0 ? null : _said[0].Create(services);

    public IEnumerable<string> Mistakes() => _said.Count == 0
        ? ["It has no source: add FromRegistry(), FromFile(path), FromFunction(function) or FromModel<TInput, TOutput, TModel>()."]
        : _said.Count == 1 ? [] : [$"It has {_said.Count} sources ({string.Join(", ", _said.Select(s => s.Word))}) and can have one: remove the others."];
}
