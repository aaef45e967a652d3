using System.Collections.Immutable;
using System.Text.Json;
using MlOps.Validation.Batches;

namespace MlOps;

/// <summary>What was measured of a batch, and how it stands to each rule of its schema.</summary>
/// <remarks>
/// Immutable. No value of a sensitive column is in it. Reports of parts of one whole merge into the report of the whole, in any order and grouping.
/// </remarks>
public sealed class BatchReport
{
    private readonly BatchState _state;

    internal BatchReport(BatchState state)
    {
        _state = state;
        Columns = [.. state.Columns.Select((c, i) => c.ToReport(state.Plan.Schema.Columns[i], state.Rows))];
        Rules = [.. state.Rules.Select((_, i) => RuleJudge.Judge(state, i))];
    }

    /// <summary>How many rows there are.</summary>
    public long Rows => _state.Rows;

    /// <summary>How many of them break a rule hard.</summary>
    public long InvalidRows => _state.InvalidRows;

    /// <summary>Whether the batch was read to its end.</summary>
    public bool IsComplete => _state.IsComplete;

    /// <summary>How many rules ran: there was code for them, and something to judge, and memory for it.</summary>
    public int RulesRun => Rules.Count(r => r.Verdict.Kind != VerdictKind.Inconclusive);

    /// <summary>How many rules the schema has.</summary>
    public int RuleCount => Rules.Length;

    /// <summary>The batch by the rules of its schema alone: no invalid row is allowed.</summary>
    public Verdict Verdict => field ??= Judge();

    /// <summary>The columns, in the schema's order.</summary>
    public ImmutableArray<ColumnReport> Columns { get; }

    /// <summary>
    /// The rules, in the schema's order; first that rows are there at all, and for each column what its presence asks and that its values can be read.
    /// </summary>
    public ImmutableArray<RuleReport> Rules { get; }

    /// <summary>Judges the batch.</summary>
    /// <param name="configure">What is asked beside the rules of the schema. Default: at least one row, and none invalid.</param>
    /// <returns>
    /// Inconclusive for an empty batch, whatever is asked. Else: fail where a rule over the batch is broken hard or too many rows are invalid;
    /// inconclusive where a rule did not run or had nothing to judge, where the batch was not read to its end or has too few rows; warn where
    /// something soft is broken or invalid rows are within the share; else pass.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">A limit makes no sense.</exception>
    public Verdict Judge(Action<BatchLimits>? configure = null)
    {
        var limits = new BatchLimits();
        configure?.Invoke(limits);
        return BatchJudge.Judge(_state, Rules, limits);
    }

    /// <summary>The report of this batch and another as one.</summary>
    /// <param name="other">A report by the same schema. Where the options differ, the fewer samples and the smaller memory budget count.</param>
    /// <remarks>
    /// Associative and commutative; the report of no row is its identity, given the same options. Counts, smallest and largest values are exact. Means are within
    /// 1e-12 of the largest magnitude. Samples are the first by position, which takes <see cref="BatchOptions.FirstRow"/> for each part.
    /// </remarks>
    /// <exception cref="ArgumentException">The schemas differ.</exception>
    public BatchReport Merge(BatchReport other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return _state.Plan.Schema.Equals(other._state.Plan.Schema) && _state.Plan.Entries.Select(e => e.Kind).SequenceEqual(other._state.Plan.Entries.Select(e => e.Kind))
            ? new(_state.Merge(other._state))
            : throw new ArgumentException("Two reports merge if they are by the same schema and with the same code, and these are not; check both parts alike.", nameof(other));
    }

    /// <summary>The report as JSON, for machines to read.</summary>
    /// <param name="observed">Whether samples show what stood there; values of sensitive columns stay hidden. Default: false, positions alone.</param>
    public string ToJson(bool observed = false) => JsonSerializer.Serialize(BatchReportDocument.Of(this, observed), BatchJsonContext.Default.BatchReportDocument);

    /// <summary>The report as a text of tables, for people.</summary>
    /// <param name="observed">Whether samples show what stood there; values of sensitive columns stay hidden. Default: false, positions alone.</param>
    public string ToText(bool observed = false) => ReportText.Of(this, observed);

    /// <summary>One line: <c>fail: 12 of 1000 rows invalid, 14 of 15 rules ran</c>.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{Verdict.Kind.ToString().ToLowerInvariant()}: {InvalidRows} of {Rows} rows invalid, {RulesRun} of {RuleCount} rules ran");
}
