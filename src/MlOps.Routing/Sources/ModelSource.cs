using MlOps.Routing.Declaration;

namespace MlOps.Routing.Sources;

/// <summary>Where one model comes from: said exactly once.</summary>
internal sealed class ModelSource<TInput, TOutput> : IDeclared
{
    private readonly List<(string Word, Func<IServiceProvider, IModelSource<TInput, TOutput>> Create)> _said = [];

    /// <summary>Whether a call to what it gives can be interrupted by its token; a model that a runtime loaded and a function can't.</summary>
    public bool IsInterruptible { get; private set; }

    public void Set(string word, Func<IServiceProvider, IModelSource<TInput, TOutput>> create, bool isInterruptible = false)
    {
        _said.Add((word, create));
        IsInterruptible = isInterruptible;
    }

    public IModelSource<TInput, TOutput>? Create(IServiceProvider services) => _said.Count == 0 ? null : _said[0].Create(services);

    public IEnumerable<string> Mistakes() => _said.Count == 0
        ? ["It has no source: add FromRegistry(), FromFile(path), FromFunction(function) or FromModel<TInput, TOutput, TModel>()."]
        : _said.Count == 1 ? [] : [$"It has {_said.Count} sources ({string.Join(", ", _said.Select(s => s.Word))}) and can have one: remove the others."];
}
