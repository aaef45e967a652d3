using MlOps.Heuristics.Rules;
using MlOps.Heuristics.Running;

namespace MlOps.Heuristics.Conditions;

/// <summary>A rule of the host's own as it was declared. It is made once for each host, and bears the name that it says.</summary>
internal sealed class OwnDeclaration<TInput, TOutput>(
    string name, Action<HeuristicOptions>? configure, Func<TOutput, double> number, Func<IServiceProvider, IHeuristic<TInput, TOutput>> create)
    : RuleDeclaration<TInput, TOutput>(name)
{
    public override Rule<TInput, TOutput>? Make(RuleMaking making)
    {
        var heuristic = create(making.Services);
        return RuleOptions.Of(heuristic.Name, ConditionKinds.Own, configure, making, columnKeys: []) is { } options
            ? new(
                heuristic.Name,
                ConditionKinds.Own.Name,
                new OwnLayer<TInput, TOutput>(heuristic, number),
                options.OnFailure ?? heuristic.OnFailure,
                options,
                RuleText.Of(heuristic.Name, ConditionKinds.Own, options, RuleSource.Code(heuristic)),
                making.Statistics(heuristic.Name))
            : null;
    }
}
