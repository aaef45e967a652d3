using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using MlOps.Validation.Batches;

namespace MlOps;

/// <summary>Checks batches of rows against a schema that was compiled once: one pass, streaming, and a report afterwards.</summary>
/// <typeparam name="TRow">The row; its public properties and fields are its columns.</typeparam>
/// <remarks>
/// Whether a row is valid says the engine of <see cref="RowValidator{TRow}"/>, so that rows and batch agree. Memory doesn't grow with the rows, but
/// for the different values of a column with <c>Unique</c>, <c>DistinctCount</c> or <c>TopValue</c>, and those within
/// <see cref="BatchOptions.MemoryBudget"/>. For one run at a time; parts that run at once each take a check of their own, and their reports merge.
/// </remarks>
public sealed class BatchCheck<[DynamicallyAccessedMembers(RowMembers.All)] TRow>
{
    private readonly RowValidator<TRow> _validator;
    private readonly RulePlan _plan;
    private readonly BatchOptions _options;
    private BatchState _state;

    /// <summary>Compiles a schema, such as one that a version was registered with.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="configure">Rules in code, which apply too; they also bring the code of the custom rules that the schema names. Default: none.</param>
    /// <param name="options">How the batch is checked. Default: as <see cref="BatchOptions"/> says.</param>
    /// <exception cref="ArgumentException">
    /// The schema doesn't fit the row type, a rule makes no sense, or code of a custom rule is missing; the message tells all of it.
    /// </exception>
    public BatchCheck(DataSchema schema, Action<SchemaBuilder<TRow>>? configure = null, BatchOptions? options = null)
        : this(new RowValidator<TRow>(schema, configure), options)
    {
    }

    /// <summary>Compiles rules written in code.</summary>
    /// <param name="configure">Says what the columns hold.</param>
    /// <param name="options">How the batch is checked. Default: as <see cref="BatchOptions"/> says.</param>
    /// <exception cref="ArgumentException">A rule makes no sense; the message says which and why.</exception>
    public BatchCheck(Action<SchemaBuilder<TRow>> configure, BatchOptions? options = null)
        : this(new RowValidator<TRow>(configure), options)
    {
    }

    internal BatchCheck(RowValidator<TRow> validator, BatchOptions? options = null)
    {
        (_validator, _options) = (validator, BatchOptions.Checked(options));
        _plan = RulePlan.Of(validator.Schema, validator.Compiled, (_, _) => true, hasRowCode: true);
        _state = new(_plan, _options);
    }

    /// <summary>The schema in force.</summary>
    public DataSchema Schema => _validator.Schema;

    /// <summary>
    /// The report of the latest run, of the rows that were taken from it so far; before the first run that of an empty batch. Of a run that wasn't
    /// taken to its end it says so, and its verdict is inconclusive.
    /// </summary>
    public BatchReport Report => new(_state.Clone());

    /// <summary>Checks rows as they are taken, the valid and the invalid ones, in their order.</summary>
    /// <param name="rows">The rows.</param>
    public IEnumerable<CheckedRow<TRow>> Run(IEnumerable<TRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return Each();

        IEnumerable<CheckedRow<TRow>> Each()
        {
            var (recorder, position) = Start();
            foreach (var row in rows)
            {
                yield return new(row, position, recorder.Add(row, position++));
            }

            End(recorder);
        }
    }

    /// <inheritdoc cref="Run(IEnumerable{TRow})"/>
    /// <param name="rows">The rows.</param>
    /// <param name="cancellationToken">Ends the run; its report then isn't complete.</param>
    public IAsyncEnumerable<CheckedRow<TRow>> RunAsync(IAsyncEnumerable<TRow> rows, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return Each(rows, cancellationToken);
    }

    /// <inheritdoc cref="RunAsync(IAsyncEnumerable{TRow}, CancellationToken)"/>
    public IAsyncEnumerable<CheckedRow<TRow>> RunAsync(IEnumerable<TRow> rows, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return Each(rows.ToAsyncEnumerable(), cancellationToken);
    }

    /// <summary>Checks all rows and keeps none.</summary>
    /// <param name="rows">The rows.</param>
    public BatchReport Check(IEnumerable<TRow> rows)
    {
        foreach (var _ in Run(rows))
        {
        }

        return Report;
    }

    private async IAsyncEnumerable<CheckedRow<TRow>> Each(IAsyncEnumerable<TRow> rows, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (recorder, position) = Start();
        await foreach (var row in rows.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new(row, position, recorder.Add(row, position++));
        }

        End(recorder);
    }

    // What an earlier run still adds goes to a state that nobody reads any more.
    private (RowRecorder<TRow> Recorder, long Position) Start()
    {
        _state = new(_plan, _options);
        return (new(_validator, _state), _options.FirstRow);
    }

    private static void End(RowRecorder<TRow> recorder) => recorder.State.IsComplete = true;
}
