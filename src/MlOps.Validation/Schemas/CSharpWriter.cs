using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using System.Text;
using MlOps.Rows;

namespace MlOps.Validation.Schemas;

/// <summary>Writes a schema as the fluent C# that makes it.</summary>
internal sealed class CSharpWriter<[DynamicallyAccessedMembers(RowMembers.All)] TRow>(DataSchema schema)
{
    private readonly StringBuilder _text = new();

    /// <exception cref="ArgumentException">A part of the schema can't be said so; the message tells which.</exception>
    public string Write()
    {
        _text.Append(CultureInfo.InvariantCulture, $"DataSchema.For<{CSharpLiteral.Of(typeof(TRow))}>(s => s");
        foreach (var column in schema.Columns)
        {
            Line(Column(column));
        }

        foreach (var rule in schema.Rules.Where(r => SumOfVector(r) is null))
        {
            Line(Rule(rule));
        }

        return _text.Append(')').ToString();
    }

    private void Line(string words) => _text.Append("\n    ").Append(words);

    private string Column(ColumnSchema column, bool isBranch = false)
    {
        var (member, type) = Find(column.Name);
        var words = new StringBuilder($".{(column.Vector is not null && !IsCommon(type) ? "Vector" : "Column")}(r => r.{Name(member)})");
        words.Append(column.Presence is { } presence ? $".{presence}()" : "").Append(column.Sensitive ? ".Sensitive()" : "");
        words.Append(column.Vector?.Length is { } length ? string.Create(CultureInfo.InvariantCulture, $".Length({length})") : "");
        foreach (var rule in column.Rules)
        {
            words.Append(ColumnRule(column, type, rule));
        }

        words.Append(column.Unit is { } unit ? $".Unit({CSharpLiteral.Of(unit)})" : "");
        words.Append(column.Sentinels is { } sentinels ? $".MissingWhen({Values(column, type, sentinels)})" : "");
        words.Append(column.MinimumCompleteness is { } share ? $".Completeness({CSharpLiteral.Of(share)})" : "");
        words.Append(column.Environments is { } names ? $".ExpectedIn({string.Join(", ", names.Select(CSharpLiteral.Of))})" : "");
        foreach (var sum in isBranch ? [] : schema.Rules.Where(r => SumOfVector(r) == column.Name).Cast<SumRule>())
        {
            words.Append(CultureInfo.InvariantCulture, $".SumsTo({CSharpLiteral.Of(sum.Total)}, {CSharpLiteral.Of(sum.Tolerance)}{Severity(sum.Severity)})");
        }

        return words.ToString();
    }

    private static string ColumnRule(ColumnSchema column, Type type, ColumnRule rule) => rule switch
    {
        RangeRule range => Range(column, type, range),
        DomainRule { Values: [var only], ToleratedShare: null } when column.Type == ColumnType.Boolean => $".Is({only}{Severity(rule.Severity)})",
        DomainRule when column.Type == ColumnType.Boolean => throw Unsaid(column.Name, "a set of truth values"),
        DomainRule { Severity: MlOps.Severity.Hard, ToleratedShare: null } domain => $".OneOf({Values(column, type, domain.Values)})",
        DomainRule domain => $".OneOf([{Values(column, type, domain.Values)}], Severity.{domain.Severity}{Tolerated(domain.ToleratedShare)})",
        PatternRule pattern => $".Matches({CSharpLiteral.Of(pattern.Pattern)}{Severity(rule.Severity)})",
        LengthRule length => string.Create(CultureInfo.InvariantCulture, $".Length({length.Minimum}, {length.Maximum}{Severity(rule.Severity)})"),
        CharacterRule characters => $".Characters(CharacterClass.{characters.Characters}{Severity(rule.Severity)})",
        FiniteRule => $".{(column.Vector is null ? "" : "Each")}Finite({Severity(rule.Severity, first: true)})",
        UniqueRule => $".Unique({Severity(rule.Severity, first: true)})",
        DistinctCountRule count => string.Create(CultureInfo.InvariantCulture, $".DistinctCount({count.Minimum}, {count.Maximum}{Severity(rule.Severity)})"),
        TopValueRule top => $".TopValue({CSharpLiteral.Of(top.MaximumShare)}{Severity(rule.Severity)})",
        CustomColumnRule custom => $".Must({CSharpLiteral.Of(custom.Name)}, value => throw new NotImplementedException(){Severity(rule.Severity)})",
        _ => throw Unsaid(column.Name, rule.GetType().Name),
    };

    private static string Range(ColumnSchema column, Type type, RangeRule range)
    {
        if (type.IsEnum)
        {
            throw Unsaid(column.Name, "a range over an enum");
        }

        var rest = Severity(range.Severity) + Tolerated(range.ToleratedShare);
        var whole = IsWhole(range.Minimum) && IsWhole(range.Maximum);
        return (column.Vector, range) switch
        {
            (not null, { ToleratedShare: null }) => $".EachInRange({Bound(range.Minimum)}, {Bound(range.Maximum)}{rest})",
            (not null, _) => throw Unsaid(column.Name, "a tolerated share of elements"),
            (_, { Maximum: double.PositiveInfinity, Minimum: not double.NegativeInfinity }) => $".AtLeast({Bound(range.Minimum)}{rest})",
            (_, { Minimum: double.NegativeInfinity, Maximum: not double.PositiveInfinity }) => $".AtMost({Bound(range.Maximum)}{rest})",
            _ => $".InRange({Bound(range.Minimum)}, {Bound(range.Maximum)}{rest})",
        };

        // A long that a double holds but that the rules for doubles refuse is written as a long; then so is the other bound.
        string Bound(double bound)
        {
            var isLong = column.Type == ColumnType.Integer && type == typeof(long) && IsWhole(bound) && (whole || range.Minimum != range.Maximum);
            try
            {
                return isLong ? ((long)bound).ToString(CultureInfo.InvariantCulture)
                    : Bounds.Nearest(column.Type, type, bound) == bound ? CSharpLiteral.Of(bound)
                    : throw Unsaid(column.Name, "a bound that no float is");
            }
            catch (ArgumentException)
            {
                throw Unsaid(column.Name, string.Create(CultureInfo.InvariantCulture, $"a bound of {bound:R}"));
            }
        }
    }

    private static bool IsWhole(double bound) => bound == Math.Truncate(bound) && bound is >= long.MinValue and < long.MaxValue;

    private static string Values(ColumnSchema column, Type type, IEnumerable<string> values) => string.Join(", ", values.Select(v => column.Type switch
    {
        ColumnType.Text => CSharpLiteral.Of(v),
        ColumnType.Integer when type.IsEnum => $"({CSharpLiteral.Of(type)})({Integers.Parse(v).ToString(CultureInfo.InvariantCulture)})",
        ColumnType.Integer => Integers.Parse(v).ToString(CultureInfo.InvariantCulture),
        _ when type == typeof(float) => ((float)Numbers.Parse(v)).ToString("R", CultureInfo.InvariantCulture) + "f",
        _ => Numbers.Parse(v).ToString("R", CultureInfo.InvariantCulture) + "d",
    }));

    private string Rule(RowRule rule) => rule switch
    {
        CompletenessRule completeness => $".RowCompleteness({CSharpLiteral.Of(completeness.Minimum)}{Severity(rule.Severity)})",
        CustomRowRule custom => $".Rule({CSharpLiteral.Of(custom.Name)}, row => throw new NotImplementedException(){Severity(rule.Severity)})",
        ComparisonRule comparison => Comparison(comparison),
        SumRule { Severity: MlOps.Severity.Hard } sum => $".SumsTo({CSharpLiteral.Of(sum.Total)}, {CSharpLiteral.Of(sum.Tolerance)}, {Number(sum.Columns)})",
        SumRule sum => $".SumsTo({CSharpLiteral.Of(sum.Total)}, {CSharpLiteral.Of(sum.Tolerance)}, [{Number(sum.Columns)}], Severity.{sum.Severity})",
        ConditionalRule conditional =>
            $".When(when => when{string.Concat(conditional.When.Select(c => Column(c, isBranch: true)))}, "
            + $"then => then{string.Concat(conditional.Then.Select(c => Column(c, isBranch: true)))}{Severity(rule.Severity)})",
        RowCountRule { Maximum: long.MaxValue } count =>
            string.Create(CultureInfo.InvariantCulture, $".RowCount({count.Minimum}{(rule.Severity == MlOps.Severity.Hard ? "" : $", severity: Severity.{rule.Severity}")})"),
        RowCountRule count => string.Create(CultureInfo.InvariantCulture, $".RowCount({count.Minimum}, {count.Maximum}{Severity(rule.Severity)})"),
        _ => throw Unsaid("", rule.GetType().Name),
    };

    // Types that C# brings to no common one are compared as numbers here; the schema compares them exactly.
    private static string Comparison(ComparisonRule rule)
    {
        var ((left, leftType), (right, rightType)) = (Find(rule.Left), Find(rule.Right));
        var cast = leftType == rightType ? "" : "(double?)";
        return $".Compare(r => {cast}r.{Name(left)}, Comparison.{rule.Comparison}, r => {cast}r.{Name(right)}{Severity(rule.Severity)})";
    }

    private static string Number(ImmutableArray<string> columns) => string.Join(", ", columns.Select(c =>
    {
        var (member, type) = Find(c);
        return $"r => {(type.IsEnum ? "(double?)" : "")}r.{Name(member)}";
    }));

    private static string? SumOfVector(RowRule rule) =>
        rule is SumRule { Columns: [var only] } && RowShape<TRow>.Instance.FindVector(only) is not null ? only : null;

    private static (MemberInfo Member, Type Type) Find(string column) =>
        RowShape<TRow>.Instance.Find(column) is { } value ? (value.Member, Nullable.GetUnderlyingType(value.ValueType) ?? value.ValueType)
        : RowShape<TRow>.Instance.FindVector(column) is { } vector ? (vector.Member, vector.ValueType)
        : throw new ArgumentException($"Column '{column}' of the schema is no column of {typeof(TRow).Name}, so that no C# over that type names it.");

    private static bool IsCommon(Type type) => type.IsArray || type == typeof(ReadOnlyMemory<float>) || type == typeof(ReadOnlyMemory<double>);

    // Harmless where the name is no keyword, and seldom anybody's.
    private static string Name(MemberInfo member) => char.IsLower(member.Name[0]) ? $"@{member.Name}" : member.Name;

    private static string Severity(Severity severity, bool first = false) =>
        severity == MlOps.Severity.Hard ? "" : $"{(first ? "" : ", ")}Severity.{severity}";

    private static string Tolerated(double? share) => share is > 0 and var said ? $", tolerated: {CSharpLiteral.Of(said)}" : "";

    private static ArgumentException Unsaid(string column, string what) => new($"Column '{column}' has {what}, which no word of C# says; keep the schema as JSON.");
}
