using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using MlOps.Rows;

namespace MlOps.Validation.Schemas;

/// <summary>A schema while it is being written, with the code of its custom rules, which a schema as data can't hold.</summary>
internal sealed class SchemaDraft<[DynamicallyAccessedMembers(RowMembers.All)] TRow>
{
    private readonly Dictionary<string, ColumnDraft> _byName = new(StringComparer.Ordinal);
    private readonly List<ColumnDraft> _columns = [];
    private readonly List<RowRule> _rules = [];
    private readonly Dictionary<string, Func<TRow, bool>> _code = new(StringComparer.Ordinal);

    public ColumnDraft AddColumn(LambdaExpression selector) => AddColumn(RowShape<TRow>.Instance.Find(selector));

    public ColumnDraft AddColumn(RowColumn<TRow> column) => Add(new(column.Name, column.Type, column.ValueType, isVector: false));

    public ColumnDraft AddVector(LambdaExpression selector) => AddVector(RowShape<TRow>.Instance.FindVector(selector));

    public ColumnDraft AddVector(RowVector<TRow> column) => Add(new(column.Name, ColumnType.Number, column.ValueType, isVector: true));

    public void AddRule(RowRule rule, Func<TRow, bool>? code = null)
    {
        if (SchemaMistakes.In(rule) is { } mistake)
        {
            throw new ArgumentException(mistake);
        }

        if (rule is CustomRowRule { Name: var name })
        {
            ArgumentNullException.ThrowIfNull(code);
            if (!_code.TryAdd(name, code))
            {
                throw new ArgumentException($"Two rules over the row are called '{name}'; give each a name of its own.");
            }
        }

        _rules.Add(rule);
    }

    /// <summary>Code for columns that was written for another type of row; asked where there is none here.</summary>
    public Func<string, string, CustomCode?>? Borrowed { get; init; }

    public CustomCode? FindCode(string column, string rule) =>
        _byName.GetValueOrDefault(column)?.Code.GetValueOrDefault(rule) ?? Borrowed?.Invoke(column, rule);

    public Func<TRow, bool>? FindCode(string rule) => _code.GetValueOrDefault(rule);

    /// <summary>What the row type's attributes say, if they are asked.</summary>
    public DataSchema? Attributes { get; set; }

    /// <exception cref="ArgumentException">The attributes and the code can't agree on a column.</exception>
    public DataSchema ToSchema()
    {
        var written = new DataSchema { Columns = [.. _columns.Select(c => c.ToSchema())], Rules = [.. _rules] };
        List<string> mistakes = [];
        var schema = Attributes is null ? written : SchemaMerge.Merge(Attributes, written, mistakes);
        return mistakes.Count == 0
            ? schema
            : throw new ArgumentException($"The attributes of {typeof(TRow).Name} and the rules in code don't go together. {string.Join(" ", mistakes)}");
    }

    private ColumnDraft Add(ColumnDraft column)
    {
        if (!_byName.TryAdd(column.Name, column))
        {
            throw new ArgumentException($"Column '{column.Name}' stands twice in the schema; put all its rules behind one Column.");
        }

        _columns.Add(column);
        return column;
    }
}
