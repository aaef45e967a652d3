using System.Diagnostics.CodeAnalysis;
using MlOps.Rows;
using MlOps.Validation.Schemas;

namespace MlOps;

/// <summary>Says what a column of truth values holds.</summary>
/// <typeparam name="TRow">The row.</typeparam>
public sealed class BooleanColumnBuilder<[DynamicallyAccessedMembers(RowMembers.All)] TRow>
    : ColumnBuilder<TRow, bool, BooleanColumnBuilder<TRow>>
{
    internal BooleanColumnBuilder(SchemaDraft<TRow> schema, ColumnDraft column)
        : base(schema, column)
    {
    }

    /// <summary>The value is this one, as a condition asks or a consent must be.</summary>
    /// <param name="value">The value.</param>
    /// <param name="severity">How much breaking the rule matters.</param>
    public BooleanColumnBuilder<TRow> Is(bool value, Severity severity = Severity.Hard) =>
        With(new DomainRule([Booleans.Text(value)]) { Severity = severity });

    private protected override bool Value(Cell cell) => cell.Boolean;
}
