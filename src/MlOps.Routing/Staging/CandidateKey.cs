namespace MlOps.Routing.Staging;

/// <summary>Whose evidence it is: a candidate in one role beside one live version.</summary>
internal sealed record CandidateKey(RouteRole Role, int Candidate, string CandidateDigest, int Live, string LiveDigest)
{
    public static CandidateKey Of(RouteRole role, ModelVersion candidate, ModelVersion live) =>
        new(role, candidate.Number, candidate.Digest, live.Number, live.Digest);

    public static CandidateKey Of(CandidateEvidence evidence) =>
        new(evidence.Role, evidence.Candidate, evidence.CandidateDigest, evidence.Live, evidence.LiveDigest);
}
