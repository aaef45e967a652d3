namespace MlOps.Routing.Staging;

/// <summary>What a host keeps of one model's candidates in its file.</summary>
internal sealed record KeptEvidence(IReadOnlyList<CandidateEvidence> Candidates);
