using System.Diagnostics.CodeAnalysis;
using MlOps.Rows;
using MlOps.Validation.Schemas;

namespace MlOps.Validation.Rows;

/// <summary>Binds a schema to a row type and to the host's code, and tells every reason why that can't be done.</summary>
internal sealed class SchemaCompiler<[DynamicallyAccessedMembers(RowMembers.All)] TRow>(SchemaDraft<TRow> code, ICollection<string> mistakes)
{
    private static readonly string RowName = typeof(TRow).Name;

    /// <returns>The bound schema; worth nothing if there are mistakes.</returns>
    public CompiledSchema<TRow> Compile(DataSchema schema)
    {
        var columns = schema.Columns;
        if (columns.IsEmpty && schema.Rules.IsEmpty)
        {
            mistakes.Add("The schema has neither a column nor a rule, so that nothing would be checked; say what the row holds.");
        }

        foreach (var name in columns.GroupBy(c => c.Name, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key))
        {
            mistakes.Add($"Column '{name}' stands twice in the schema; put all its rules into one.");
        }

        return new([.. columns.Select(Bind).OfType<ColumnCheck<TRow>>()], [.. schema.Rules.Select(r => Bind(r, columns.Length)).OfType<RowTest<TRow>>()]);
    }

    private ColumnCheck<TRow>? Bind(ColumnSchema schema)
    {
        var column = string.IsNullOrEmpty(schema.Name) ? null : RowShape<TRow>.Instance.Find(schema.Name);
        var presence = schema.Presence ?? Presence.Required;
        var mistake = column switch
        {
            null => $"Column '{schema.Name}' ({schema.Type}) of the schema is no column of {RowName}, which has "
                + $"{RuleText.Cut(string.Join(", ", RowShape<TRow>.Instance.Columns.Select(c => c.Name)))}. "
                + "Add a public property or field of that name, spelled alike.",
            _ when column.Type != schema.Type =>
                $"Column '{schema.Name}' is {schema.Type} in the schema, but {RowName}.{schema.Name} is {column.Type} ({NameOf(column.ValueType)}). "
                + "Change the row's type, or register the schema that the model was trained with.",
            _ when presence is not (Presence.Optional or Presence.Tolerated or Presence.Required) =>
                $"Column '{schema.Name}': {schema.Presence} says nothing about missing values; it is Required, Tolerated or Optional.",
            _ => null,
        };
        if (mistake is not null)
        {
            mistakes.Add(mistake);
            return null;
        }

        return new(column!, presence, schema.Sensitive, [.. schema.Rules.Select(r => Bind(schema, r)).OfType<ColumnTest>()]);
    }

    private ColumnTest? Bind(ColumnSchema column, ColumnRule rule)
    {
        if (SchemaMistakes.In(column.Name, column.Type, rule) is { } mistake)
        {
            mistakes.Add(mistake);
            return null;
        }

        return rule switch
        {
            RangeRule range when column.Type == ColumnType.Integer => new IntegerRangeTest(range),
            RangeRule range => new NumberRangeTest(range),
            DomainRule domain when column.Type == ColumnType.Integer => new IntegerDomainTest(domain),
            DomainRule domain => new TextDomainTest(domain),
            PatternRule pattern => new PatternTest(pattern),
            CustomColumnRule custom when code.FindCode(column.Name, custom.Name) is { } found => new CustomTest(custom, found),
            CustomColumnRule custom => Missing<ColumnTest>(
                $"Column '{column.Name}' has the custom rule '{custom.Name}', and this host has no code of that name. "
                + $"Add Column(row => row.{column.Name}).Must(\"{custom.Name}\", …) to the rules in code, or register the schema without it."),
            _ => null,
        };
    }

    private RowTest<TRow>? Bind(RowRule rule, int columns)
    {
        if (SchemaMistakes.In(rule) is { } mistake)
        {
            return Missing<RowTest<TRow>>(mistake);
        }

        return rule switch
        {
            CompletenessRule when columns == 0 => Missing<RowTest<TRow>>("Completeness counts the schema's columns, and it has none; add them."),
            CompletenessRule completeness => new CompletenessTest<TRow>(completeness, columns),
            CustomRowRule custom when code.FindCode(custom.Name) is { } found => new CustomRowTest<TRow>(custom, found),
            CustomRowRule custom => Missing<RowTest<TRow>>(
                $"The schema has the custom rule '{custom.Name}' over the row, and this host has no code of that name. "
                + $"Add Rule(\"{custom.Name}\", …) to the rules in code, or register the schema without it."),
            _ => null,
        };
    }

    private T? Missing<T>(string mistake)
        where T : class
    {
        mistakes.Add(mistake);
        return null;
    }

    private static string NameOf(Type type) => Nullable.GetUnderlyingType(type) is { } inner ? $"{inner.Name}?" : type.Name;
}
