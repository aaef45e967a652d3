using System.Diagnostics.CodeAnalysis;
using MlOps.Heuristics.Rules;

namespace MlOps.Heuristics.Running;

/// <summary>A built-in rule as it was declared.</summary>
internal sealed class LayerDeclaration<TInput, TOutput, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] TOptions>(
    string name,
    RuleKind<TOptions> kind,
    Action<TOptions>? configure,
    Func<TOptions, RuleContext, Layer<TInput, TOutput>>? create,
    RuleSource source)
    : RuleDeclaration<TInput, TOutput>(name)
    where TOptions : HeuristicOptions, new()
{
    /// <summary>The keys of the rule's section that are no options: where a rule of the configuration reads and writes.</summary>
    public IReadOnlyList<string> ColumnKeys { get; init; } = [];

    public override Rule<TInput, TOutput>? Make(RuleMaking making)
    {
        // The options are looked at also where the rule can't be made, so that their mistakes are told, too.
        var options = RuleOptions.Of(Name, kind, configure, making, ColumnKeys);
        try
        {
            return options is null || create is null ? null : new(
                Name,
                kind.Name,
                create(options, new(Name, kind.Name, options.DryRun, making.Time, making.Memory)),
                options.OnFailure ?? HeuristicFailureMode.Skip,
                options,
                RuleText.Of(Name, kind, options, source),
                making.Statistics(Name));
        }
        catch (ArgumentException e)
        {
            making.Mistakes.Add($"Heuristic '{Name}': {e.Message}");
            return null;
        }
    }
}
