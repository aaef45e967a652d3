using MlOps.Heuristics.State;

namespace MlOps.Heuristics.Running;

/// <summary>What a set of rules is made with.</summary>
/// <param name="Services">The host's services.</param>
/// <param name="Time">The time.</param>
/// <param name="Memory">What rules will remember.</param>
/// <param name="Statistics">What is counted of a rule, by its name.</param>
/// <param name="Section">What the configuration says of the rules, or null.</param>
/// <param name="Defaults">What holds for every rule.</param>
/// <param name="Mistakes">Takes what is wrong.</param>
internal sealed record RuleMaking(
    IServiceProvider Services,
    TimeProvider Time,
    MemoryDraft Memory,
    Func<string, RuleStatistics> Statistics,
    RuleSection? Section,
    Action<HeuristicOptions> Defaults,
    List<string> Mistakes);
