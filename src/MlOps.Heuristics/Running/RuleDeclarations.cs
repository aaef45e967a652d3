using System.Collections.Immutable;
using Microsoft.Extensions.Configuration;

namespace MlOps.Heuristics.Running;

/// <summary>The rules that were added to one model, in their order.</summary>
internal sealed class RuleDeclarations<TInput, TOutput>(string model)
{
    private readonly List<RuleDeclaration<TInput, TOutput>> _rules = [];
    private readonly List<Action<HeuristicOptions>> _defaults = [];

    private Func<IConfigurationSection, List<string>, RuleDeclaration<TInput, TOutput>?>? _ofSection;

    public string Model => model;

    /// <summary>Where the configuration speaks of the rules, or null.</summary>
    public IConfiguration? Section { get; private set; }

    /// <param name="section">The section.</param>
    /// <param name="declare">Declares a rule that it adds; null where it can't, which is then among the mistakes.</param>
    /// <exception cref="InvalidOperationException">There is a section already.</exception>
    public void Configure(IConfiguration section, Func<IConfigurationSection, List<string>, RuleDeclaration<TInput, TOutput>?> declare) =>
        (Section, _ofSection) = Section is null
            ? (section, declare)
            : throw new InvalidOperationException($"The heuristics of model '{model}' are configured twice: say it once.");

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

    /// <summary>Makes the rules in their order, also those that are not enabled.</summary>
    /// <exception cref="ModelConfigurationException">Some can't be made; every mistake is told.</exception>
    public ImmutableArray<Rule<TInput, TOutput>> Make(RuleMaking making)
    {
        var mistakes = making.Mistakes;
        mistakes.AddRange(making.Section?.Mistakes() ?? []);
        List<Rule<TInput, TOutput>> rules = [.. _rules.Select(r => r.Make(making)).OfType<Rule<TInput, TOutput>>()];
        mistakes.AddRange(rules.GroupBy(r => r.Name, StringComparer.Ordinal)
            .Where(g => g.Count() > 1)
            .Select(g => $"Two heuristics are called '{g.Key}': give each a name of its own."));
        rules.AddRange(Added(making, rules));

        var order = making.Section?.Order;
        if (order is not null)
        {
            // A rule that couldn't be made may be named all the same: that it can't is told already.
            mistakes.AddRange(MistakesOf(order, rules, [.. _rules.Select(r => r.Name), .. making.Section!.Rules.Select(r => r.Key)]));
        }

        return mistakes.Count > 0 ? throw new ModelConfigurationException(model, mistakes)
            : order is null ? [.. rules]
            : [.. rules.OrderBy(r => order.Index().First(o => o.Item.Equals(r.Name, StringComparison.OrdinalIgnoreCase)).Index)];
    }

    public void Defaults(HeuristicOptions options) => _defaults.ForEach(d => d(options));

    /// <summary>The rules that the section adds, in the order of their names.</summary>
    private List<Rule<TInput, TOutput>> Added(RuleMaking making, List<Rule<TInput, TOutput>> ofCode)
    {
        // A rule of code that couldn't be made is known by the name that it was declared with.
        HashSet<string> known = new([.. ofCode.Select(r => r.Name), .. _rules.Select(r => r.Name)], StringComparer.OrdinalIgnoreCase);
        return
        [
            .. (making.Section?.Rules ?? [])
                .Where(r => !known.Contains(r.Key) && r.Value is not { Length: > 0 })
                .OrderBy(r => r.Key, StringComparer.Ordinal)
                .Select(r => _ofSection!(r, making.Mistakes)?.Make(making))
                .OfType<Rule<TInput, TOutput>>(),
        ];
    }

    private static IEnumerable<string> MistakesOf(IReadOnlyList<string> order, List<Rule<TInput, TOutput>> rules, IEnumerable<string> alsoKnown)
    {
        var named = order.ToLookup(n => n, StringComparer.OrdinalIgnoreCase);
        return
        [
            .. named.Where(n => n.Count() > 1).Select(n => $"Order names '{n.Key}' twice."),
            .. named.Select(n => n.Key).Except([.. rules.Select(r => r.Name), .. alsoKnown], StringComparer.OrdinalIgnoreCase)
                .Select(n => $"Order names '{n}', and there is no such heuristic: correct the name or take it out."),
            .. rules.Where(r => !named.Contains(r.Name)).Select(r => $"Order leaves '{r.Name}' out: name every heuristic, so that each has its place."),
        ];
    }
}
