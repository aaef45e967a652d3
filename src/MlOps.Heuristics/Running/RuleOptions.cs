using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using MlOps.Heuristics.Rules;

namespace MlOps.Heuristics.Running;

/// <summary>Makes the options of one rule: what holds for all, then what the code says, then the configuration.</summary>
internal static class RuleOptions
{
    /// <summary>The options, or null where there are mistakes.</summary>
    public static TOptions? Of<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] TOptions>(
        string name, RuleKind<TOptions> kind, Action<TOptions>? configure, RuleMaking making)
        where TOptions : HeuristicOptions, new()
    {
        var options = new TOptions();
        making.Defaults(options);
        configure?.Invoke(options);
        try
        {
            if (making.Section?.GetSection(name) is { } section && section.Exists())
            {
                kind.Bind(section, options);
            }
        }
        catch (InvalidOperationException e)
        {
            // The binder's word for a key that is none and for a text that is no value.
            making.Mistakes.Add($"Heuristic '{name}': {e.Message}");
            return null;
        }

        var result = kind.Validator.Validate(name, options);
        if (result.Failed)
        {
            making.Mistakes.AddRange(result.Failures.Select(f => $"Heuristic '{name}': {f}"));
        }

        return result.Failed ? null : options;
    }
}
