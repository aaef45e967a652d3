using System.Collections.Immutable;
using Microsoft.Extensions.Configuration;
using MlOps.Heuristics.State;

namespace MlOps.Heuristics.Running;

/// <summary>The rules that were added to one model, in their order.</summary>
internal sealed class RuleDeclarations<TInput, TOutput>(string model)
{
    private readonly List<RuleDeclaration<TInput, TOutput>> _rules = [];
    private readonly List<Action<HeuristicOptions>> _defaults = [];

    public string Model => model;

    /// <summary>Where the configuration tunes the rules by their names, or null.</summary>
    public IConfiguration? Section { get; set; }

    public void AddDefaults(Action<HeuristicOptions> configure) => _defaults.Add(configure);

    /// <exception cref="ArgumentException">A rule of that name is there already.</exception>
    public void Add(RuleDeclaration<TInput, TOutput> rule)
    {
        if (_rules.Any(r => r.Name == rule.Name))
        {
            throw new ArgumentException($"Model '{model}' has a heuristic '{rule.Name}' already: give each a name of its own.", nameof(rule));
        }

        _rules.Add(rule);
    }

    /// <summary>Makes the rules, also those that are not enabled.</summary>
    /// <exception cref="ModelConfigurationException">Some can't be made; every mistake is told.</exception>
    public ImmutableArray<Rule<TInput, TOutput>> Make(
        IServiceProvider services, TimeProvider time, MemoryDraft memory, Func<string, RuleStatistics> statistics)
    {
        var mistakes = new List<string>();
        var making = new RuleMaking(services, time, memory, statistics, Section, Defaults, mistakes);
        var rules = _rules.Select(r => r.Make(making)).OfType<Rule<TInput, TOutput>>().ToImmutableArray();
        mistakes.AddRange(rules.GroupBy(r => r.Name, StringComparer.Ordinal)
            .Where(g => g.Count() > 1)
            .Select(g => $"Two heuristics are called '{g.Key}': give each a name of its own."));

        // With a rule that couldn't be made, what the section says of it would look like a mistake of its own.
        if (mistakes.Count == 0 && Section is not null)
        {
            mistakes.AddRange(Section.GetChildren()
                .Select(c => c.Key)
                .Except(rules.Select(r => r.Name), StringComparer.OrdinalIgnoreCase)
                .Select(k => $"The configuration speaks of a heuristic '{k}', and there is none: correct the name or take it out."));
        }

        return mistakes.Count == 0 ? rules : throw new ModelConfigurationException(model, mistakes);
    }

    private void Defaults(HeuristicOptions options) => _defaults.ForEach(d => d(options));
}
