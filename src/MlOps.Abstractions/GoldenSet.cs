using System.Collections.Immutable;

namespace MlOps;

/// <summary>
/// Golden predictions: a few rows with the answers that a model gave to them. Kept with a version, they show whether it answers the same
/// where it is loaded. Made by <c>GoldenSet.Capture</c>.
/// </summary>
/// <remarks>
/// Immutable. Two are equal if they hold the same. The rows are real rows: <see cref="ToJson"/> shows all of them but the masked columns.
/// </remarks>
public sealed record GoldenSet
{
    /// <summary>How far a number may be off, as a share of its magnitude, unless told otherwise.</summary>
    public const double DefaultRelativeTolerance = 1e-4;

    /// <summary>
    /// How far a number may always be off, unless told otherwise: a few steps of a <c>float</c> around one, which is what another
    /// processor's order of additions leaves of values around zero.
    /// </summary>
    public const double DefaultAbsoluteTolerance = 1e-6;

    // Each row holds its inputs, then its outputs.
    internal GoldenSet(
        ImmutableArray<GoldenColumn> inputs, ImmutableArray<GoldenColumn> outputs, ImmutableArray<string> masked, ImmutableArray<ColumnValue[]> rows) =>
        (Inputs, Outputs, Masked, Rows) = (inputs, outputs, masked, rows);

    /// <summary>The columns of the rows that are kept.</summary>
    public ImmutableArray<GoldenColumn> Inputs { get; private init; }

    /// <summary>The columns of the answers, with their tolerances.</summary>
    public ImmutableArray<GoldenColumn> Outputs { get; private init; }

    /// <summary>The columns of the rows that were emptied before the model was asked, and are not kept.</summary>
    public ImmutableArray<string> Masked { get; }

    /// <summary>How many rows there are.</summary>
    public int RowCount => Rows.Length;

    internal ImmutableArray<ColumnValue[]> Rows { get; }

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="FormatException">The text is no golden set; the message says where.</exception>
    public static GoldenSet FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return GoldenJson.Read(json);
    }

    /// <summary>All that is kept, as JSON, in a format that stays readable by later versions.</summary>
    public string ToJson() => GoldenJson.Write(this);

    /// <summary>The same with other tolerances for one column of the answers.</summary>
    /// <param name="output">The column; it holds numbers or vectors of them.</param>
    /// <param name="relative">How far a number may be off, as a share of the larger of the two magnitudes.</param>
    /// <param name="absolute">
    /// How far a number may always be off; null for <see cref="DefaultAbsoluteTolerance"/>, or for zero where <paramref name="relative"/> is
    /// zero: then only the same number will do.
    /// </param>
    /// <exception cref="ArgumentException">There is no such column of numbers, or a tolerance is negative or not finite.</exception>
    public GoldenSet WithTolerance(string output, double relative, double? absolute = null)
    {
        if (Outputs.FirstOrDefault(c => c.Name == output) is not { Type: ColumnType.Number } column)
        {
            throw new ArgumentException(
                $"'{output}' is no number that these golden predictions keep of an answer; these are: {Names(Outputs.Where(c => c.Type == ColumnType.Number))}.", nameof(output));
        }

        return this with { Outputs = Outputs.Replace(column, WithTolerance(column, relative, absolute)) };
    }

    /// <summary>
    /// Says that columns are kept on purpose though a schema marks them as sensitive; without it the registry refuses them. Reports name
    /// these columns and show no value.
    /// </summary>
    /// <param name="columns">Columns of the rows, of the answers, or of both.</param>
    /// <exception cref="ArgumentException">One of them is not kept.</exception>
    public GoldenSet WithSensitive(params IEnumerable<string> columns)
    {
        var names = columns.ToHashSet(StringComparer.Ordinal);
        if (names.Except(Inputs.Concat(Outputs).Select(c => c.Name)).FirstOrDefault() is { } unknown)
        {
            throw new ArgumentException($"'{unknown}' is no column that these golden predictions keep; these are: {Names(Inputs.Concat(Outputs))}.", nameof(columns));
        }

        return this with { Inputs = Marked(Inputs), Outputs = Marked(Outputs) };

        ImmutableArray<GoldenColumn> Marked(ImmutableArray<GoldenColumn> all) =>
            [.. all.Select(c => names.Contains(c.Name) ? c with { IsSensitive = true } : c)];
    }

    /// <inheritdoc/>
    public bool Equals(GoldenSet? other) => other is not null
        && Inputs.SequenceEqual(other.Inputs)
        && Outputs.SequenceEqual(other.Outputs)
        && Masked.SequenceEqual(other.Masked, StringComparer.Ordinal)
        && Rows.Length == other.Rows.Length
        && Rows.Zip(other.Rows).All(r => r.First.AsSpan().SequenceEqual(r.Second));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Inputs.Length, Outputs.Length, Rows.Length, Inputs.FirstOrDefault(), Outputs.FirstOrDefault());

    /// <summary>What is kept, in a line and without a value: <c>20 rows of Age, Hours with Probability (relative 0.0001, absolute 1E-06)</c>.</summary>
    public override string ToString() =>
        $"{RowCount} {(RowCount == 1 ? "row" : "rows")} of {Names(Inputs)} with {string.Join(", ", Outputs)}"
        + (Masked.IsEmpty ? "" : $", without {string.Join(", ", Masked)}");

    internal static GoldenColumn WithTolerance(GoldenColumn column, double relative, double? absolute)
    {
        ThrowIfNoTolerance(relative, nameof(relative));
        ThrowIfNoTolerance(absolute ?? 0, nameof(absolute));
        return column with { RelativeTolerance = relative, AbsoluteTolerance = absolute ?? (relative > 0 ? DefaultAbsoluteTolerance : 0) };
    }

    private static void ThrowIfNoTolerance(double value, string name)
    {
        if (!double.IsFinite(value) || value < 0)
        {
            throw new ArgumentOutOfRangeException(name, value, "A tolerance is zero or a positive number, such as 0.0001.");
        }
    }

    private static string Names(IEnumerable<GoldenColumn> columns) =>
        columns.Select(c => c.Name).ToArray() is { Length: > 0 } names ? string.Join(", ", names) : "none";
}
