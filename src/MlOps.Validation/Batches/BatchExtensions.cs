using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
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
    /// The report. A column that the table lacks is absent in every row. Custom rules are code, of which a schema has only the names: without it they are
    /// inconclusive.
    /// </returns>
    /// <exception cref="ArgumentException">A column's type isn't that of the schema, or a rule makes no sense; the message tells all of it.</exception>
    public static BatchReport Check(this DataSchema schema, IColumnSource columns, BatchOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(columns);
        return Check(schema, columns, (_, _) => null, options);
    }

    /// <summary>Checks a table against a schema and rules in code, such as the code of the custom rules of columns that the schema names.</summary>
    /// <typeparam name="TRow">The row type that the rules in code are written for. No row of it is made: each rule of a column gets the column's value.</typeparam>
    /// <param name="schema">The schema.</param>
    /// <param name="columns">The table.</param>
    /// <param name="configure">Rules in code, which apply too; where both speak of the same, the stricter wins.</param>
    /// <param name="options">How the batch is checked. Default: as <see cref="BatchOptions"/> says.</param>
    /// <returns>
    /// The report. <c>Must</c> runs over the column's values. <c>Rule</c> over the row needs a row, which a table has none of: it is inconclusive, and
    /// a <see cref="BatchCheck{TRow}"/> runs it.
    /// </returns>
    /// <exception cref="ArgumentException">A column's type isn't that of the schema, or a rule makes no sense; the message tells all of it.</exception>
    public static BatchReport Check<[DynamicallyAccessedMembers(RowMembers.All)] TRow>(
        this DataSchema schema, IColumnSource columns, Action<SchemaBuilder<TRow>> configure, BatchOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(columns);
        var code = SchemaBuilder<TRow>.Write(configure);
        List<string> mistakes = [];
        var merged = SchemaMerge.Merge(schema, code.ToSchema(), mistakes);
        return mistakes.Count == 0 ? Check(merged, columns, code.FindCode, options) : throw Refused(mistakes);
    }

    private static BatchReport Check(DataSchema schema, IColumnSource columns, Func<string, string, CustomCode?> code, BatchOptions? options)
    {
        options = BatchOptions.Checked(options);
        schema = Sensitivity.Everywhere(schema);
        var binding = new TableBinding(schema, columns.Columns);
        List<string> mistakes = [];
        var compiled = new SchemaCompiler<TableRow>(binding, new SchemaDraft<TableRow> { Borrowed = code }, mistakes).Compile(WithoutCode(schema, code), mayBeEmpty: true);
        if (mistakes.Count > 0)
        {
            throw Refused(mistakes);
        }

        var state = new BatchState(RulePlan.Of(schema, compiled, (column, rule) => code(column, rule) is not null, hasRowCode: false), options);
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

    private static ArgumentException Refused(List<string> mistakes) => new($"The schema can't check the table: {string.Join(" ", mistakes)}");

    private static DataSchema WithoutCode(DataSchema schema, Func<string, string, CustomCode?> code) => new()
    {
        Columns = [.. schema.Columns.Select(c => c with { Rules = [.. c.Rules.Where(r => r is not CustomColumnRule custom || code(c.Name, custom.Name) is not null)] })],
        Rules = [.. schema.Rules.Where(r => r is not CustomRowRule)],
    };
}
