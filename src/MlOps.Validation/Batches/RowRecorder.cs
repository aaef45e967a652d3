using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using MlOps.Validation.Rows;

namespace MlOps.Validation.Batches;

/// <summary>Checks rows one by one with the engine of single rows, and takes down what it says. For one thread.</summary>
internal sealed class RowRecorder<[DynamicallyAccessedMembers(RowMembers.All)] TRow>(RowValidator<TRow> validator, BatchState state)
{
    private readonly CompiledSchema<TRow> _compiled = validator.Compiled;
    private readonly (RowTest<TRow> Test, RuleTally Tally)[] _tests =
        [.. validator.Compiled.Tests.Select(t => (t, state.Rules[state.Plan.IndexOf(t)]))];

    public BatchState State => state;

    public ImmutableArray<Violation> Add(TRow row, long position)
    {
        if (row is null)
        {
            state.AddNullRow(position);
            return [Explainer.NoRow];
        }

        state.Rows++;
        Measure(row);
        if (validator.IsClean(row))
        {
            return [];
        }

        var found = default(Findings);
        Explainer.Explain(_compiled, row, ref found);
        state.InvalidRows += state.Add(found, position) ? 1 : 0;
        return found.ToImmutable();
    }

    private void Measure(TRow row)
    {
        for (var i = 0; i < _compiled.Columns.Length; i++)
        {
            Measuring.Add(_compiled.Columns[i], row, state.Columns[i]);
        }

        foreach (var (test, tally) in _tests)
        {
            tally.Judged += Measuring.Judges(test, row) ? 1 : 0;
        }
    }
}
