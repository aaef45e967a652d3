using System.Data.Common;
using MlOps.Columns;
using MlOps.Validation.Batches;
using MlOps.Validation.Rows;
using MlOps.Validation.Schemas;

namespace MlOps;

/// <summary>Checks tables against schemas.</summary>
public static class BatchExtensions
{
    /// <summary>Checks a table in one pass, in constant memory beside what its rules need.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="columns">The table, such as a <see cref="ColumnTable"/>, a reader's <c>AsColumns()</c>, or that of a data view.</param>
    /// <param name="options">How the batch is checked. Default: as <see cref="BatchOptions"/> says.</param>
    /// <returns>
    /// The report. A column that the table lacks is absent in every row. Custom rules are code over rows of a .NET type and don't run over a table: they
    /// are inconclusive; a <see cref="BatchCheck{TRow}"/> runs them.
    /// </returns>
    /// <exception cref="ArgumentException">A column's type isn't that of the schema, or a rule makes no sense; the message tells all of it.</exception>
    public static BatchReport Check(this DataSchema schema, IColumnSource columns, BatchOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(columns);
        options = BatchOptions.Checked(options);
        schema = Sensitivity.Everywhere(schema);
        var binding = new TableBinding(schema, columns.Columns);
        List<string> mistakes = [];
        var compiled = new SchemaCompiler<TableRow>(binding, new SchemaDraft<TableRow>(), mistakes).Compile(WithoutCode(schema), mayBeEmpty: true);
        if (mistakes.Count > 0)
        {
            throw new ArgumentException($"The schema can't check the table: {string.Join(" ", mistakes)}", nameof(columns));
        }

        var state = new BatchState(RulePlan.Of(schema, compiled, hasCode: false), options);
        var recorder = new TableRecorder(compiled, binding, state, options.FirstRow);
        foreach (var chunk in columns.Read(binding.Asked))
        {
            recorder.Add(chunk);
        }

        state.IsComplete = true;
        return new(state);
    }

    /// <summary>The rows that a reader still has, as columns, read in chunks. Each value has a type of its own, as in SQLite: what isn't of the schema's type is read as text.</summary>
    /// <param name="reader">The reader, before its first row. It stays the caller's to dispose, and can be read once.</param>
    public static IColumnSource AsColumns(this DbDataReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return new ReaderColumns(reader);
    }

    private static DataSchema WithoutCode(DataSchema schema) => new()
    {
        Columns = [.. schema.Columns.Select(c => c with { Rules = [.. c.Rules.Where(r => r is not CustomColumnRule)] })],
        Rules = [.. schema.Rules.Where(r => r is not CustomRowRule)],
    };
}
