using MlOps.Heuristics.Rules;

namespace MlOps.Heuristics.Running;

/// <summary>A rule of the set in force: what it does, what was said about it, and what is counted of it.</summary>
/// <param name="Name">The rule's name.</param>
/// <param name="Kind">What reports call the kind of rule.</param>
/// <param name="Layer">What it does.</param>
/// <param name="OnFailure">What happens to the answer when it fails.</param>
/// <param name="Options">What was said about it. Not written to any more.</param>
/// <param name="Text">The rule in words.</param>
/// <param name="Statistics">What is counted of it, by its name.</param>
internal sealed record Rule<TInput, TOutput>(
    string Name, string Kind, Layer<TInput, TOutput> Layer, HeuristicFailureMode OnFailure, HeuristicOptions Options, RuleText Text, RuleStatistics Statistics);
