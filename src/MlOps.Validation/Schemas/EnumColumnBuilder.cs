using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using MlOps.Rows;
using MlOps.Validation.Schemas;

namespace MlOps;

/// <summary>Says what a column of an enum's values holds. A schema knows them as the whole numbers that they are.</summary>
/// <typeparam name="TRow">The row.</typeparam>
/// <typeparam name="TEnum">The enum.</typeparam>
public sealed class EnumColumnBuilder<[DynamicallyAccessedMembers(RowMembers.All)] TRow, TEnum>
    : ColumnBuilder<TRow, TEnum, EnumColumnBuilder<TRow, TEnum>>
    where TEnum : struct, Enum
{
    internal EnumColumnBuilder(SchemaDraft<TRow> schema, ColumnDraft column)
        : base(schema, column)
    {
    }

    /// <summary>The value is one of these; anything else is a hard violation.</summary>
    /// <param name="values">The values allowed; at least one.</param>
    public EnumColumnBuilder<TRow, TEnum> OneOf(params ReadOnlySpan<TEnum> values) => OneOf(values.ToArray(), Severity.Hard);

    /// <summary>The value is one of these.</summary>
    /// <param name="values">The values allowed; at least one.</param>
    /// <param name="severity">How much breaking the rule matters.</param>
    /// <param name="tolerated">Which share of a batch's values may be others, from 0 to 1; a single row with another is then a soft violation.</param>
    public EnumColumnBuilder<TRow, TEnum> OneOf(IEnumerable<TEnum> values, Severity severity, double tolerated = 0) =>
        With(new DomainRule([.. values.Select(Text)]) { Severity = severity, ToleratedShare = Share(tolerated) });

    /// <summary>The value is one that the enum names, and not some other number, which an enum can hold as well.</summary>
    /// <param name="severity">How much breaking the rule matters.</param>
    public EnumColumnBuilder<TRow, TEnum> Defined(Severity severity = Severity.Hard) =>
        With(new DomainRule([.. Enum.GetValues<TEnum>().Distinct().Select(Text)]) { Severity = severity });

    /// <summary>These values mean that there is none, such as <c>Unknown</c>. No other rule is asked about them.</summary>
    /// <param name="sentinels">The values.</param>
    public EnumColumnBuilder<TRow, TEnum> MissingWhen(params ReadOnlySpan<TEnum> sentinels)
    {
        Draft.AddSentinels(sentinels.ToArray().Select(Text));
        return this;
    }

    private protected override TEnum Value(Cell cell) => Unsafe.SizeOf<TEnum>() switch
    {
        1 => Unsafe.BitCast<byte, TEnum>((byte)cell.Integer),
        2 => Unsafe.BitCast<short, TEnum>((short)cell.Integer),
        4 => Unsafe.BitCast<int, TEnum>((int)cell.Integer),
        _ => Unsafe.BitCast<long, TEnum>(cell.Integer),
    };

    private static string Text(TEnum value) => Convert.ToInt64(value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
}
