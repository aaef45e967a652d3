using System.Diagnostics.CodeAnalysis;
using MlOps.Rows;
using MlOps.Validation.Schemas;

namespace MlOps;

/// <summary>Says what a column of truth values holds.</summary>
/// <typeparam name="TRow">The row.</typeparam>
public sealed class BooleanColumnBuilder<[DynamicallyAccessedMembers(RowMembers.All)] TRow>
    : ColumnBuilder<TRow, bool, BooleanColumnBuilder<TRow>>
{
    internal BooleanColumnBuilder(SchemaDraft<TRow> schema, ColumnDraft<TRow> column)
        : base(schema, column)
    {
    }

    private protected override bool Value(Cell cell) => cell.Boolean;
}
