using System.Collections.Immutable;

namespace MlOps.Rows;

/// <summary>The table of docs/validation.md, line by line.</summary>
public class TruthTableTests
{
    public sealed record Row
    {
        public string? Text { get; init; }

        public double? Number { get; init; }

        public long? Integer { get; init; }

        public bool? Flag { get; init; }
    }

    private static readonly Row Null = new();
    private static readonly Row NaN = new() { Number = double.NaN };
    private static readonly Row EmptyText = new() { Text = "" };

    public static TheoryData<MissingState, Row, Func<SchemaBuilder<Row>, Presence?, SchemaBuilder<Row>>> Columns()
    {
        var data = new TheoryData<MissingState, Row, Func<SchemaBuilder<Row>, Presence?, SchemaBuilder<Row>>>();
        foreach (var (state, row) in new[] { (MissingState.Null, Null), (MissingState.NaN, NaN) })
        {
            data.Add(state, row, (s, p) => With(s.Column(r => r.Number), p).InRange(5, 9).AtLeast(5).AtMost(-5).Finite().Must("never", _ => false));
        }

        foreach (var (state, row) in new[] { (MissingState.Null, Null), (MissingState.EmptyText, EmptyText) })
        {
            data.Add(state, row, (s, p) => With(s.Column(r => r.Text), p).OneOf("a").Matches("^b").Length(8, 9).Characters(CharacterClass.Digits).Must("never", _ => false));
        }

        data.Add(MissingState.Null, Null, (s, p) => With(s.Column(r => r.Integer), p).InRange(5, 9).OneOf(1).Must("never", _ => false));
        var sentinels = new Row { Text = "?", Number = -9, Integer = -9 };
        data.Add(MissingState.Sentinel, sentinels, (s, p) => With(s.Column(r => r.Text).MissingWhen("?"), p).OneOf("a").Matches("^b").Length(8, 9).Must("never", _ => false));
        data.Add(MissingState.Sentinel, sentinels, (s, p) => With(s.Column(r => r.Number).MissingWhen(-9), p).InRange(5, 9).Must("never", _ => false));
        data.Add(MissingState.Sentinel, sentinels, (s, p) => With(s.Column(r => r.Integer).MissingWhen(-9), p).OneOf(1).Must("never", _ => false));
        data.Add(MissingState.Null, Null, (s, p) => With(s.Column(r => r.Flag), p).Is(true).Must("never", _ => false));
        return data;
    }

    [Theory]
    [MemberData(nameof(Columns))]
    public void Presence_alone_decides_about_a_missing_value(
        MissingState state, Row row, Func<SchemaBuilder<Row>, Presence?, SchemaBuilder<Row>> column)
    {
        foreach (var (presence, severity) in new (Presence?, Severity?)[]
        {
            (null, Severity.Hard), (Presence.Required, Severity.Hard), (Presence.Tolerated, Severity.Soft), (Presence.Optional, null),
        })
        {
            ImmutableArray<Violation> found = Checked.By<Row>(s => column(s, presence), row);

            Assert.Equal(
                severity is null ? [] : [("required", severity.Value, state)],
                found.Select(v => (v.Rule, v.Severity, v.Missing)));
        }
    }

    [Theory]
    [InlineData(MissingState.Null, "null")]
    [InlineData(MissingState.NaN, "NaN")]
    [InlineData(MissingState.EmptyText, "empty text")]
    public void The_ways_to_be_missing_are_told_apart(MissingState state, string observed)
    {
        var row = state switch { MissingState.NaN => NaN, MissingState.EmptyText => EmptyText, _ => Null };

        var violation = Assert.Single(Checked.By<Row>(
            s => _ = state == MissingState.EmptyText ? s.Column(r => r.Text) : (SchemaBuilder<Row>)s.Column(r => r.Number), row));

        Assert.Equal((state, observed, "a value"), (violation.Missing, violation.Observed, violation.Expected));
    }

    [Fact]
    public void Completeness_counts_every_kind_of_missing_value_whatever_the_presence()
    {
        Action<SchemaBuilder<Row>> schema = s => s
            .Column(r => r.Text).Optional()
            .Column(r => r.Number).Optional()
            .Column(r => r.Integer).Optional()
            .Column(r => r.Flag).Optional()
            .RowCompleteness(0.75);

        Assert.Empty(Checked.By(schema, new() { Text = "a", Number = 1, Integer = 1 }));
        foreach (var row in new Row[] { new(), new() { Number = double.NaN, Integer = 1, Flag = false }, new() { Text = "", Number = 1, Integer = 1 } })
        {
            Assert.Equal("completeness", Assert.Single(Checked.By(schema, row)).Rule);
        }
    }

    [Fact]
    public void A_custom_rule_over_the_row_is_asked_also_where_values_are_missing()
    {
        Assert.Equal("never", Assert.Single(Checked.By<Row>(s => s.Column(r => r.Text).Optional().Rule("never", _ => false), Null)).Rule);
    }

    [Theory]
    [InlineData(double.PositiveInfinity, 0, 120, false)]
    [InlineData(double.NegativeInfinity, 0, 120, false)]
    [InlineData(double.PositiveInfinity, 0, double.PositiveInfinity, true)]
    [InlineData(double.NegativeInfinity, double.NegativeInfinity, 0, true)]
    public void Infinity_is_a_value_that_a_range_refuses_where_it_lies_beyond(double value, double minimum, double maximum, bool clean)
    {
        Assert.Equal(clean, Checked.By<Row>(s => s.Column(r => r.Number).InRange(minimum, maximum), new() { Number = value }).IsEmpty);
        Assert.Empty(Checked.By<Row>(s => s.Column(r => r.Number).Required(), new() { Number = value }));
    }

    [Theory]
    [InlineData(MissingState.None, null, null, null)]
    [InlineData(MissingState.Null, "required Hard", "required Soft", null)]
    [InlineData(MissingState.NaN, "required Hard", "required Soft", null)]
    [InlineData(MissingState.EmptyText, "required Hard", "required Soft", null)]
    [InlineData(MissingState.Sentinel, "required Hard", "required Soft", null)]
    [InlineData(MissingState.Absent, "required Hard", "required Soft", null)]
    [InlineData(MissingState.Unparseable, "readable Hard", "readable Soft", "readable Soft")]
    public void Each_state_has_its_answer_to_each_presence(MissingState state, string? required, string? tolerated, string? optional)
    {
        Assert.Equal(
            [required, tolerated, optional],
            new[] { Presence.Required, Presence.Tolerated, Presence.Optional }.Select(p =>
                MlOps.Validation.Rows.MissingValues.Broken(p, state) is var (rule, severity, _) ? $"{rule} {severity}" : null));
    }

    [Fact]
    public void No_state_is_left_out() => Assert.Equal(
        Enum.GetValues<MissingState>().Length,
        typeof(TruthTableTests).GetMethod(nameof(Each_state_has_its_answer_to_each_presence))!.GetCustomAttributes(typeof(InlineDataAttribute), false).Length);

    private static TColumn With<TColumn>(TColumn column, Presence? presence)
        where TColumn : SchemaBuilder<Row>
    {
        switch (column, presence)
        {
            case (NumberColumnBuilder<Row, double> c, { } p): Say(c, p); break;
            case (NumberColumnBuilder<Row, long> c, { } p): Say(c, p); break;
            case (TextColumnBuilder<Row> c, { } p): Say(c, p); break;
            case (BooleanColumnBuilder<Row> c, { } p): Say(c, p); break;
        }

        return column;
    }

    private static TSelf Say<TValue, TSelf>(ColumnBuilder<Row, TValue, TSelf> column, Presence presence)
        where TSelf : ColumnBuilder<Row, TValue, TSelf> => presence switch
        {
            Presence.Required => column.Required(),
            Presence.Tolerated => column.Tolerated(),
            _ => column.Optional(),
        };
}
