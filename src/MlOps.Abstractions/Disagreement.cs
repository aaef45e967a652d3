using System.Globalization;

namespace MlOps;

/// <summary>A row that a candidate answers otherwise than the live version, with both answers, for people.</summary>
/// <param name="Distance">How far the answers are apart, by the comparer.</param>
/// <param name="Time">When they were compared.</param>
/// <param name="Row">The row's columns, <c>Age = 39, Education = (hidden)</c>: values of sensitive columns are hidden, long ones cut.</param>
/// <param name="Live">The live version's answer, likewise.</param>
/// <param name="Candidate">The candidate's answer, likewise.</param>
public sealed record Disagreement(double Distance, DateTimeOffset Time, string Row, string Live, string Candidate)
{
    /// <summary>One line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Distance:G4} apart: {Live} and {Candidate} of {Row}");

    /// <summary>The larger first, in an order that is the same whichever host saw them.</summary>
    internal static int CompareLargestFirst(Disagreement a, Disagreement b)
    {
        var order = b.Distance.CompareTo(a.Distance);
        order = order != 0 ? order : a.Time.CompareTo(b.Time);
        order = order != 0 ? order : string.CompareOrdinal(a.Row, b.Row);
        order = order != 0 ? order : string.CompareOrdinal(a.Live, b.Live);
        return order != 0 ? order : string.CompareOrdinal(a.Candidate, b.Candidate);
    }
}
