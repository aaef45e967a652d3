using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;

namespace MlOps;

/// <summary>Begins columns of types that no other column has in common.</summary>
public static class SchemaBuilderExtensions
{
    /// <summary>Begins a column of an enum's values, which a schema knows as the whole numbers that they are.</summary>
    /// <typeparam name="TRow">The row.</typeparam>
    /// <typeparam name="TEnum">The enum.</typeparam>
    /// <param name="schema">The schema.</param>
    /// <param name="column">Names the column: <c>row => row.Kind</c>.</param>
    public static EnumColumnBuilder<TRow, TEnum> Column<[DynamicallyAccessedMembers(RowMembers.All)] TRow, TEnum>(
        this SchemaBuilder<TRow> schema, Expression<Func<TRow, TEnum>> column)
        where TEnum : struct, Enum
    {
        ArgumentNullException.ThrowIfNull(schema);
        return new(schema.SchemaDraft, schema.SchemaDraft.AddColumn(column));
    }

    /// <inheritdoc cref="Column{TRow, TEnum}(SchemaBuilder{TRow}, Expression{Func{TRow, TEnum}})"/>
    public static EnumColumnBuilder<TRow, TEnum> Column<[DynamicallyAccessedMembers(RowMembers.All)] TRow, TEnum>(
        this SchemaBuilder<TRow> schema, Expression<Func<TRow, TEnum?>> column)
        where TEnum : struct, Enum
    {
        ArgumentNullException.ThrowIfNull(schema);
        return new(schema.SchemaDraft, schema.SchemaDraft.AddColumn(column));
    }
}
