using Microsoft.Extensions.Configuration;
using MlOps.Heuristics.Rules;

namespace MlOps.Heuristics.Conditions;

/// <summary>The kinds of rules that are code and have no options but those of every rule.</summary>
internal static class ConditionKinds
{
    public static readonly RuleKind<HeuristicOptions> Change = Of("change");

    public static readonly RuleKind<HeuristicOptions> Suppress = Of("suppress");

    public static readonly RuleKind<HeuristicOptions> Own = Of("own");

    private static RuleKind<HeuristicOptions> Of(string name) =>
        new(name, new HeuristicOptionsValidator(), (section, options) => section.Bind(options, o => o.ErrorOnUnknownConfiguration = true));
}
