namespace MlOps;

/// <summary>How a candidate's answer stands to that of the live version, for one row.</summary>
/// <param name="Agrees">Whether the two count as the same.</param>
/// <param name="Distance">
/// How far they are apart, 0 or more and finite; the largest are kept to be looked at. Its unit is the comparer's; where there is no
/// better one, 0 for the same and 1 for others.
/// </param>
public readonly record struct AnswerDifference(bool Agrees, double Distance);
