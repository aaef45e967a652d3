using MlOps.Building;

namespace MlOps.Heuristics;

/// <summary>The rules that were added to one model, in their order.</summary>
internal sealed class HeuristicSet<TInput, TOutput>(string model)
{
    private readonly List<(string Name, Func<IServiceProvider, IHeuristic<TInput, TOutput>> Create)> _rules = [];
    private readonly Lock _making = new();
    private IHeuristic<TInput, TOutput>[]? _made;

    /// <exception cref="ArgumentException">A rule of that name is there already.</exception>
    public void Add(string name, Func<IServiceProvider, IHeuristic<TInput, TOutput>> create)
    {
        if (_rules.Any(r => r.Name == name))
        {
            throw new ArgumentException($"Model '{model}' has a heuristic '{name}' already: give each a name of its own.", nameof(name));
        }

        _rules.Add((name, create));
    }

    /// <summary>Puts the rules around the routes of a plan. The rules are made once and outlive plans.</summary>
    /// <exception cref="ModelConfigurationException">Two rules have one name.</exception>
    public IModel<TInput, TOutput> Wrap(StageContext<TOutput> context, IModel<TInput, TOutput> inner)
    {
        lock (_making)
        {
            _made ??= Make(context.Services);
        }

        return new HeuristicStage<TInput, TOutput>(_made, context.CheckAnswer, inner);
    }

    private IHeuristic<TInput, TOutput>[] Make(IServiceProvider services)
    {
        var rules = _rules.Select(r => r.Create(services)).ToArray();
        var twice = rules.GroupBy(r => r.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1);
        return twice is null
            ? rules
            : throw new ModelConfigurationException(model, $"Two heuristics are called '{twice.Key}': give each a name of its own.");
    }
}
