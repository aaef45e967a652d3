namespace WebApi;

/// <summary>What a client gets.</summary>
/// <param name="Probability">The answer.</param>
/// <param name="By">Who gave it.</param>
internal sealed record Scored(float Probability, string By);
