namespace MlOps.Validation.Schemas;

/// <summary>A column while it is being written.</summary>
internal sealed class ColumnDraft(string name, ColumnType type, Type valueType, bool isVector)
{
    private readonly List<ColumnRule> _rules = [];
    private readonly Dictionary<string, CustomCode> _code = new(StringComparer.Ordinal);
    private ColumnSchema _schema = new() { Name = name, Type = type, Vector = isVector ? new() : null };

    public string Name => name;

    public ColumnType Type => type;

    public bool IsVector => isVector;

    /// <summary>The declared type, such as <c>float?</c>.</summary>
    public Type ValueType => valueType;

    public Presence? Presence
    {
        get => _schema.Presence;
        set => _schema = _schema with { Presence = value };
    }

    public bool Sensitive
    {
        get => _schema.Sensitive;
        set => _schema = _schema with { Sensitive = value };
    }

    public IReadOnlyDictionary<string, CustomCode> Code => _code;

    /// <summary>Says something of the column beside its rules.</summary>
    /// <exception cref="ArgumentException">It makes no sense.</exception>
    public void Set(Func<ColumnSchema, ColumnSchema> change)
    {
        var changed = change(_schema);
        _schema = SchemaMistakes.In(changed) is { } mistake ? throw new ArgumentException(mistake) : changed;
    }

    public void AddSentinels(IEnumerable<string> values) =>
        Set(s => s with { Sentinels = [.. (s.Sentinels ?? []).Union(values, StringComparer.Ordinal)] });

    public void AddEnvironments(IEnumerable<string> names) =>
        Set(s => s with { Environments = [.. (s.Environments ?? []).Union(names, StringComparer.Ordinal)] });

    public void Add(ColumnRule rule, CustomCode? code = null)
    {
        if (SchemaMistakes.In(Name, Type, rule, isVector) is { } mistake)
        {
            throw new ArgumentException(mistake);
        }

        if (rule is CustomColumnRule { Name: var name } && !_code.TryAdd(name, code!))
        {
            throw new ArgumentException($"Column '{Name}' has two rules called '{name}'; give each a name of its own.");
        }

        _rules.Add(rule);
    }

    public ColumnSchema ToSchema() => _schema with { Rules = [.. _rules] };
}
