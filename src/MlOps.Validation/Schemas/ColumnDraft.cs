using MlOps.Rows;

namespace MlOps.Validation.Schemas;

/// <summary>A column while it is being written.</summary>
internal sealed class ColumnDraft<TRow>(RowColumn<TRow> column)
{
    private readonly List<ColumnRule> _rules = [];
    private readonly Dictionary<string, CustomCode> _code = new(StringComparer.Ordinal);

    public string Name => column.Name;

    public ColumnType Type => column.Type;

    public Presence? Presence { get; set; }

    public bool Sensitive { get; set; }

    public IReadOnlyDictionary<string, CustomCode> Code => _code;

    public void Add(ColumnRule rule, CustomCode? code = null)
    {
        if (SchemaMistakes.In(Name, Type, rule) is { } mistake)
        {
            throw new ArgumentException(mistake);
        }

        if (rule is CustomColumnRule { Name: var name } && !_code.TryAdd(name, code!))
        {
            throw new ArgumentException($"Column '{Name}' has two rules called '{name}'; give each a name of its own.");
        }

        _rules.Add(rule);
    }

    public ColumnSchema ToSchema() => new()
    {
        Name = Name,
        Type = Type,
        Presence = Presence,
        Sensitive = Sensitive,
        Rules = [.. _rules],
    };
}
