using MlOps.Validation.Schemas;

namespace MlOps.Schemas;

public class SchemaMergeTests
{
    [Theory]
    [InlineData(Presence.Required, Presence.Tolerated, Presence.Required)]
    [InlineData(Presence.Tolerated, Presence.Required, Presence.Required)]
    [InlineData(Presence.Optional, Presence.Tolerated, Presence.Tolerated)]
    [InlineData(Presence.Tolerated, Presence.Optional, Presence.Tolerated)]
    [InlineData(Presence.Optional, Presence.Required, Presence.Required)]
    public void The_stricter_presence_wins(Presence registered, Presence code, Presence expected) =>
        Assert.Equal(expected, Merge(Column() with { Presence = registered }, Column() with { Presence = code }).Presence);

    [Theory]
    [InlineData(Presence.Required)]
    [InlineData(Presence.Tolerated)]
    [InlineData(Presence.Optional)]
    public void A_column_registered_without_a_presence_is_required_whatever_code_says(Presence code) =>
        Assert.Equal(Presence.Required, Merge(Column(), Column() with { Presence = code }).Presence);

    [Theory]
    [InlineData(null)]
    [InlineData(Presence.Required)]
    [InlineData(Presence.Tolerated)]
    [InlineData(Presence.Optional)]
    public void Code_that_says_nothing_of_presence_leaves_the_registered_one(Presence? registered) =>
        Assert.Equal(registered, Merge(Column() with { Presence = registered }, Column() with { Rules = [new RangeRule(0, 1)] }).Presence);

    [Fact]
    public void Rules_are_united_and_an_equal_rule_takes_the_stricter_severity()
    {
        var merged = Merge(
            Column() with { Rules = [new RangeRule(0, 1), new RangeRule(0, 9) { Severity = Severity.Soft }] },
            Column() with { Rules = [new RangeRule(0, 1) { Severity = Severity.Soft }, new RangeRule(0, 9), new CustomColumnRule("x")] });

        Assert.Equal([new RangeRule(0, 1), new RangeRule(0, 9), new CustomColumnRule("x")], merged.Rules);
    }

    [Fact]
    public void Domains_are_equal_by_their_values()
    {
        var merged = Merge(
            Column() with { Rules = [new DomainRule(["a", "b"]) { Severity = Severity.Soft }] },
            Column() with { Rules = [new DomainRule(["a", "b"])] });

        Assert.Equal([new DomainRule(["a", "b"])], merged.Rules);
    }

    [Fact]
    public void A_column_is_sensitive_if_either_says_so()
    {
        Assert.True(Merge(Column() with { Sensitive = true }, Column()).Sensitive);
        Assert.True(Merge(Column(), Column() with { Sensitive = true }).Sensitive);
        Assert.False(Merge(Column(), Column()).Sensitive);
    }

    [Fact]
    public void Columns_of_one_side_stay_and_rules_over_the_row_are_united()
    {
        List<string> mistakes = [];
        var merged = SchemaMerge.Merge(
            new() { Columns = [Column("A"), Column("B")], Rules = [new CompletenessRule(0.5) { Severity = Severity.Soft }] },
            new() { Columns = [Column("C"), Column("B")], Rules = [new CompletenessRule(0.5), new CompletenessRule(0.9)] },
            mistakes);

        Assert.Equal(["A", "B", "C"], merged.Columns.Select(c => c.Name));
        Assert.Equal([new CompletenessRule(0.5), new CompletenessRule(0.9)], merged.Rules);
        Assert.Empty(mistakes);
    }

    [Fact]
    public void Two_types_of_one_column_are_a_mistake_that_names_both()
    {
        List<string> mistakes = [];

        SchemaMerge.Merge(
            new() { Columns = [Column() with { Type = ColumnType.Integer }] },
            new() { Columns = [Column() with { Type = ColumnType.Text }] },
            mistakes);

        var mistake = Assert.Single(mistakes);
        Assert.Contains("'Age'", mistake, StringComparison.Ordinal);
        Assert.Contains("Integer", mistake, StringComparison.Ordinal);
        Assert.Contains("Text", mistake, StringComparison.Ordinal);
    }

    [Fact]
    public void What_came_later_is_joined_to_the_stricter_as_well()
    {
        var merged = Merge(
            Column() with { MinimumCompleteness = 0.5, Unit = "years", Sentinels = ["-1", "-2"], Environments = ["training"], Vector = new() },
            Column() with { MinimumCompleteness = 0.9, Sentinels = ["-2", "-3"], Environments = ["serving"], Vector = new() { Length = 3 } });

        Assert.Equal(
            Column() with { MinimumCompleteness = 0.9, Unit = "years", Sentinels = ["-1", "-2", "-3"], Environments = ["training", "serving"], Vector = new() { Length = 3 } },
            merged);
    }

    [Fact]
    public void A_column_registered_without_an_environment_is_expected_everywhere_whatever_code_says()
    {
        Assert.Null(Merge(Column(), Column() with { Environments = ["training"] }).Environments);
        Assert.Equal(["training"], Merge(Column() with { Environments = ["training"] }, Column()).Environments!.Value);
    }

    [Fact]
    public void Two_units_lengths_or_kinds_of_value_are_a_mistake()
    {
        List<string> mistakes = [];
        SchemaMerge.Merge(
            new() { Columns = [Column("A") with { Unit = "m" }, Column("B") with { Vector = new() { Length = 2 } }, Column("C") with { Vector = new() }] },
            new() { Columns = [Column("A") with { Unit = "ft" }, Column("B") with { Vector = new() { Length = 3 } }, Column("C")] },
            mistakes);

        Assert.Equal(
            ["its unit is m in", "its length is 2 in", "its type is Number (a vector) in"],
            mistakes.Select(m => m[(m.IndexOf(": ", StringComparison.Ordinal) + 2)..(m.IndexOf(" in the", StringComparison.Ordinal) + 3)]));
    }

    private static ColumnSchema Column(string name = "Age") => new() { Name = name, Type = ColumnType.Number };

    private static ColumnSchema Merge(ColumnSchema a, ColumnSchema b)
    {
        List<string> mistakes = [];
        var merged = SchemaMerge.Merge(new() { Columns = [a] }, new() { Columns = [b] }, mistakes);
        Assert.Empty(mistakes);
        return Assert.Single(merged.Columns);
    }
}
