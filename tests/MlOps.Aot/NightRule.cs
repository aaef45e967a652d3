namespace MlOps.Aot;

/// <summary>A rule of the host's own, made by the container.</summary>
internal sealed class NightRule : IHeuristic<Applicant, Score>
{
    public string Name => "nobody works 100 hours";

    public HeuristicDecision<Score> Decide(Applicant input, Score answer) =>
        input.Hours > 100 ? HeuristicDecision<Score>.Suppress("the hours can't be true") : HeuristicDecision<Score>.Keep;
}
