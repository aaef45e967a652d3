using MlOps.Columns;
using MlOps.Rows;
using MlOps.Validation.Rows;

namespace MlOps.Validation.Batches;

/// <summary>Finds a schema's columns in a table. One that the table lacks is absent in each row, which its presence judges.</summary>
internal sealed class TableBinding : IBinding<TableRow>
{
    private readonly Dictionary<string, SourceColumn> _source;
    private readonly Dictionary<string, ColumnSchema> _wanted;
    private readonly Dictionary<string, int> _ordinals = new(StringComparer.Ordinal);
    private readonly List<SourceColumn> _asked = [];

    /// <exception cref="ArgumentException">The table has two columns of one name.</exception>
    public TableBinding(DataSchema schema, IReadOnlyList<SourceColumn> columns)
    {
        if (columns.GroupBy(c => c.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"Two columns of the table are called '{twice.Key}'; give one another name.");
        }

        _source = columns.ToDictionary(c => c.Name, StringComparer.Ordinal);
        _wanted = schema.Columns
            .Concat(schema.Rules.OfType<ConditionalRule>().SelectMany(r => r.When.Concat(r.Then)))
            .Where(c => !string.IsNullOrEmpty(c.Name))
            .DistinctBy(c => c.Name, StringComparer.Ordinal)
            .ToDictionary(c => c.Name, StringComparer.Ordinal);
    }

    public string RowName => "the table";

    public string HowToAdd => "Add the column to the table, or describe it in the schema, so that its absence can be judged.";

    public string HowToRetype(string wanted) => $"Read the table's column as {wanted} or, for a single value, as texts, which are parsed; or change the schema.";

    // What no schema can speak of, a source leaves out.
    public string? WhyNoColumn(string name) => null;

    public IEnumerable<string> Names => _source.Keys;

    /// <summary>The columns that were found and are to be read, in the order of their ordinals.</summary>
    public IReadOnlyList<SourceColumn> Asked => _asked;

    /// <summary>Where a column stands in a chunk; -1 where the table lacks it.</summary>
    public int OrdinalOf(string name) => _ordinals.GetValueOrDefault(name, -1);

    public BoundColumn<TableRow>? Find(string name)
    {
        var wanted = _wanted.GetValueOrDefault(name);
        var found = _source.GetValueOrDefault(name);
        if (wanted?.Vector is not null || found is { IsVector: true })
        {
            return null;
        }

        if (found is null)
        {
            return wanted is null ? null : new(name, wanted.Type, typeof(double), null, _ => Cell.Lacking(MissingState.Absent, wanted.Type));
        }

        if ((wanted?.Type ?? found.Type) is not { } type)
        {
            return null;
        }

        if (found.Type is { } has && !TextValue.CanRead(has, type))
        {
            return new(name, has, TypeOf(has), null, _ => default);
        }

        var ordinal = Ask(found with { Type = found.Type ?? type });
        return new(name, type, found.IsSingle ? typeof(float) : TypeOf(type), null, row => TextValue.Read(row.Chunk.Columns[ordinal].Read(row.Index), type));
    }

    public BoundVector<TableRow>? FindVector(string name)
    {
        var wanted = _wanted.GetValueOrDefault(name);
        var found = _source.GetValueOrDefault(name);
        if (found is null)
        {
            return wanted?.Vector is null ? null : new(name, typeof(double[]), null, null, _ => VectorCell.Absent);
        }

        if (!found.IsVector)
        {
            return null;
        }

        var ordinal = Ask(found);
        return new(name, typeof(double[]), null, null, row => row.Chunk.Columns[ordinal].ReadVector(row.Index));
    }

    private static Type TypeOf(ColumnType type) => type switch
    {
        ColumnType.Boolean => typeof(bool),
        ColumnType.Integer => typeof(long),
        ColumnType.Number => typeof(double),
        _ => typeof(string),
    };

    private int Ask(SourceColumn column)
    {
        if (!_ordinals.TryGetValue(column.Name, out var ordinal))
        {
            ordinal = _asked.Count;
            _ordinals.Add(column.Name, ordinal);
            _asked.Add(column);
        }

        return ordinal;
    }
}
