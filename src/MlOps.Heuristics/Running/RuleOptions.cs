using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using MlOps.Heuristics.Rules;

namespace MlOps.Heuristics.Running;

/// <summary>Makes the options of one rule: what holds for all, then what the code says, then the configuration.</summary>
internal static class RuleOptions
{
    /// <summary>The options, or null where there are mistakes.</summary>
    /// <param name="name">The rule's name.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="configure">What the code says, or null.</param>
    /// <param name="making">What rules are made with.</param>
    /// <param name="columnKeys">The keys of the rule's section that are no options.</param>
    public static TOptions? Of<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] TOptions>(
        string name, RuleKind<TOptions> kind, Action<TOptions>? configure, RuleMaking making, IReadOnlyList<string> columnKeys)
        where TOptions : HeuristicOptions, new()
    {
        var before = making.Mistakes.Count;
        var options = new TOptions();
        making.Defaults(options);
        configure?.Invoke(options);
        if (making.Section?.Of(name) is { } section)
        {
            Bind(name, section, kind, options, columnKeys, making.Mistakes);
        }

        var result = kind.Validator.Validate(name, options);
        if (result.Failed)
        {
            making.Mistakes.AddRange(result.Failures.Select(f => $"Heuristic '{name}': {f}"));
        }

        return making.Mistakes.Count > before ? null : options;
    }

    private static void Bind<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] TOptions>(
        string name, IConfigurationSection section, RuleKind<TOptions> kind, TOptions options, IReadOnlyList<string> columnKeys, List<string> mistakes)
        where TOptions : HeuristicOptions, new()
    {
        var shape = new OptionShape(kind.Parts);
        foreach (var child in section.GetChildren().Where(c => !columnKeys.Contains(c.Key, StringComparer.OrdinalIgnoreCase)))
        {
            var key = child.Key;
            if (kind.Properties.FirstOrDefault(p => p.Name.Equals(key, StringComparison.OrdinalIgnoreCase)) is not { } property)
            {
                mistakes.Add($"Heuristic '{name}' has no key '{key}'; its keys are {string.Join(", ", [.. columnKeys, .. kind.Properties.Select(p => p.Name)])}.");
            }
            else if (shape.Mistakes(property.Name, child, property.PropertyType).Select(m => $"Heuristic '{name}': {m}").ToArray() is { Length: > 0 } wrong)
            {
                mistakes.AddRange(wrong);
            }
            else
            {
                try
                {
                    kind.Bind(new OneKey(section, key), options);
                }
                catch (InvalidOperationException e)
                {
                    // The binder's word for a text that is no value, and for a key further down that is none.
                    mistakes.Add($"Heuristic '{name}': {e.Message}");
                }
            }
        }
    }
}
