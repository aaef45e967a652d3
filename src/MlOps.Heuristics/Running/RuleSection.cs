using Microsoft.Extensions.Configuration;

namespace MlOps.Heuristics.Running;

/// <summary>The section of the configuration that speaks of a model's rules, in its parts.</summary>
internal sealed class RuleSection(IConfiguration section)
{
    private const string OrderKey = "Order";
    private const string RulesKey = "Rules";

    /// <summary>Whether anything stands there.</summary>
    public bool Exists => section is IConfigurationSection named ? named.Exists() : section.GetChildren().Any();

    /// <summary>The names of all rules in the order in which they run; null where it says none.</summary>
    public IReadOnlyList<string>? Order =>
        section.GetSection(OrderKey) is var order && order.Exists() ? [.. order.GetChildren().Select(c => c.Value ?? "")] : null;

    /// <summary>What it says of single rules, by their names.</summary>
    public IEnumerable<IConfigurationSection> Rules => section.GetSection(RulesKey).GetChildren();

    /// <summary>What it says of one rule, or null.</summary>
    public IConfigurationSection? Of(string rule) => section.GetSection(RulesKey).GetSection(rule) is var found && found.Exists() ? found : null;

    /// <summary>What is wrong with it, whatever the rules are.</summary>
    public IEnumerable<string> Mistakes()
    {
        foreach (var unknown in section.GetChildren().Select(c => c.Key).Except([OrderKey, RulesKey], StringComparer.OrdinalIgnoreCase))
        {
            yield return $"The section has no key '{unknown}'; its keys are {OrderKey} and {RulesKey}, and what is said of a rule stands under its name in {RulesKey}.";
        }

        if (section.GetSection(OrderKey).Value is { Length: > 0 } order)
        {
            yield return $"{OrderKey} is '{order}': give a list of names.";
        }

        foreach (var key in section.GetSection(OrderKey).GetChildren().Select(c => c.Key).Where(k => !k.All(char.IsAsciiDigit)))
        {
            yield return $"{OrderKey} has a key '{key}': give a list of names.";
        }

        if (section.GetSection(RulesKey).Value is { Length: > 0 } rules)
        {
            yield return $"{RulesKey} is '{rules}': give a section for each rule, by its name.";
        }

        foreach (var rule in Rules.Where(r => r.Value is { Length: > 0 }))
        {
            yield return $"Heuristic '{rule.Key}' is '{rule.Value}': give a section with keys, such as \"Enabled\": false.";
        }
    }
}
