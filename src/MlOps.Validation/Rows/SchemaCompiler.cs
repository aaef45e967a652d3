using System.Diagnostics.CodeAnalysis;
using MlOps.Validation.Schemas;

namespace MlOps.Validation.Rows;

/// <summary>Binds a schema to a row type and to the host's code, and tells every reason why that can't be done.</summary>
internal sealed class SchemaCompiler<[DynamicallyAccessedMembers(RowMembers.All)] TRow>(IBinding<TRow> binding, SchemaDraft<TRow> code, ICollection<string> mistakes)
{
    private string Names => field ??= RuleText.Cut(string.Join(", ", binding.Names));

    /// <param name="schema">The schema.</param>
    /// <param name="mayBeEmpty">Whether it may have neither a column nor a rule, such as one whose code was taken out.</param>
    /// <returns>The bound schema; worth nothing if there are mistakes.</returns>
    public CompiledSchema<TRow> Compile(DataSchema schema, bool mayBeEmpty = false)
    {
        var columns = schema.Columns;
        if (!mayBeEmpty && columns.IsEmpty && schema.Rules.IsEmpty)
        {
            mistakes.Add("The schema has neither a column nor a rule, so that nothing would be checked; say what the row holds.");
        }

        foreach (var name in columns.GroupBy(c => c.Name, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key))
        {
            mistakes.Add($"Column '{name}' stands twice in the schema; put all its rules into one.");
        }

        var branches = schema.Rules.OfType<ConditionalRule>().SelectMany(r => r.When.Concat(r.Then));
        if (Patterns.Mistake(columns.Concat(branches).SelectMany(c => c.Rules).OfType<PatternRule>().Select(r => r.Pattern)) is { } tooMany)
        {
            // Not even made, which would take as long.
            mistakes.Add(tooMany);
            return new([], []);
        }

        ColumnCheck<TRow>[] checks = [.. columns.Select(c => Bind(c)).OfType<ColumnCheck<TRow>>()];
        var rules = new RowRuleCompiler<TRow>(binding, schema, checks, Bind, code, mistakes);
        return new(checks, [.. schema.Rules.Select(rules.Bind).OfType<RowTest<TRow>>()]);
    }

    private ColumnCheck<TRow>? Bind(ColumnSchema schema)
    {
        var column = string.IsNullOrEmpty(schema.Name) ? null : binding.Find(schema.Name);
        var vector = string.IsNullOrEmpty(schema.Name) ? null : binding.FindVector(schema.Name);
        var found = vector is null ? column is null ? null : $"{column.Type} ({NameOf(column.ValueType)})" : $"a vector of Number ({NameOf(vector.ValueType)})";
        var wanted = schema.Vector is null ? $"{schema.Type}" : $"a vector of {schema.Type}";
        var mistake = found switch
        {
            null when binding.WhyNoColumn(schema.Name) is { } why => $"Column '{schema.Name}' is {wanted} in the schema, but {why}",
            null => $"Column '{schema.Name}' ({wanted}) of the schema is no column of {binding.RowName}, which has "
                + $"{Names}. {binding.HowToAdd}",
            _ when (schema.Vector is null ? column?.Type : vector is null ? null : ColumnType.Number) != schema.Type =>
                $"Column '{schema.Name}' is {wanted} in the schema, but {binding.RowName}.{(vector?.Member ?? column?.Member)?.Name ?? schema.Name} is {found}. "
                + binding.HowToRetype(wanted),
            _ => SchemaMistakes.In(schema),
        };
        if (mistake is not null)
        {
            mistakes.Add(mistake);
            return null;
        }

        var presence = schema.Presence ?? Presence.Required;
        return vector is not null
            ? new VectorCheck<TRow>(vector, presence, schema.Sensitive, [.. Length(schema.Vector!), .. schema.Rules.Select(r => BindElement(schema, r)).OfType<ElementTest>()])
            : new ValueCheck<TRow>(column!, presence, schema.Sensitive, Sentinels.Of(schema, column!.ValueType), [.. schema.Rules.Select(r => Bind(schema, r)).OfType<ColumnTest>()]);
    }

    private static VectorTest[] Length(VectorSchema vector) => vector.Length is { } length ? [new VectorLengthTest(length)] : [];

    private ElementTest? BindElement(ColumnSchema column, ColumnRule rule)
    {
        if (SchemaMistakes.In(column.Name, column.Type, rule, isVector: true) is { } mistake)
        {
            mistakes.Add(mistake);
            return null;
        }

        return rule switch
        {
            RangeRule range => new ElementTest(range),
            FiniteRule finite => new ElementTest(finite),
            _ => null,
        };
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
            DomainRule domain when column.Type == ColumnType.Boolean => new BooleanDomainTest(domain),
            DomainRule domain => new TextDomainTest(domain),
            PatternRule pattern => new PatternTest(pattern),
            LengthRule length => new LengthTest(length),
            CharacterRule characters => new CharacterTest(characters),
            FiniteRule finite => new FiniteTest(finite),
            CustomColumnRule custom when code.FindCode(column.Name, custom.Name) is { } found => new CustomTest(custom, found),
            CustomColumnRule custom => Missing(
                $"Column '{column.Name}' has the custom rule '{custom.Name}', and this host has no code of that name. "
                + $"Add Column(row => row.{column.Name}).Must(\"{custom.Name}\", …) to the rules in code, or register the schema without it."),

            // What only a batch can judge.
            _ => null,
        };
    }

    private ColumnTest? Missing(string mistake)
    {
        mistakes.Add(mistake);
        return null;
    }

    private static string NameOf(Type type) =>
        Nullable.GetUnderlyingType(type) is { } inner ? $"{inner.Name}?"
        : type.IsGenericType ? $"{type.Name.AsSpan(0, type.Name.IndexOf('`', StringComparison.Ordinal))}<{type.GetGenericArguments()[0].Name}>"
        : type.Name;
}
