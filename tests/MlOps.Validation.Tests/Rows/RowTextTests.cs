using System.Text.Json;

namespace MlOps.Rows;

/// <summary>What violations of rules over the whole row say was there.</summary>
public class RowTextTests
{
    [Fact]
    public void A_broken_rule_over_the_row_shows_the_values_that_the_schema_names()
    {
        var violation = Broken(
            s => s.Column(r => r.Age).Column(r => r.HoursPerWeek).Tolerated().Column(r => r.Workclass).Optional().Column(r => r.Income).Optional()
                  .Rule("never", _ => false),
            new() { Age = 16.5f, HoursPerWeek = float.NaN, Workclass = "", PersonId = "not in the schema" });

        Assert.Equal("Age=16.5, HoursPerWeek=NaN, Workclass=empty text, Income=null", violation.Observed);
    }

    [Fact]
    public void A_sensitive_column_is_named_and_its_value_hidden_also_where_it_is_missing()
    {
        Action<SchemaBuilder<CensusRow>> schema = s => s
            .Column(r => r.Age).Column(r => r.PersonId).Optional().Sensitive().Rule("never", _ => false);

        Assert.Equal("Age=1, PersonId=(hidden)", Broken(schema, new() { Age = 1, PersonId = "secret" }).Observed);
        Assert.Equal("Age=1, PersonId=(hidden)", Broken(schema, new() { Age = 1 }).Observed);
    }

    [Fact]
    public void A_rule_over_the_row_that_throws_shows_the_values_and_not_what_it_said()
    {
        var violation = Broken(
            s => s.Column(r => r.Age).Column(r => r.PersonId).Sensitive().Rule("never", r => throw new FormatException(r.PersonId)),
            new() { Age = 1, PersonId = "secret" });

        Assert.Equal("Age=1, PersonId=(hidden)", violation.Observed);
    }

    [Fact]
    public void It_stays_out_of_JSON_and_of_the_printed_line()
    {
        var violation = Broken(s => s.Column(r => r.Workclass).Rule("never", _ => false), new() { Workclass = "Private" });

        Assert.Equal("Workclass=Private", violation.Observed);
        Assert.DoesNotContain("Private", $"{violation} {JsonSerializer.Serialize(violation)}", StringComparison.Ordinal);
    }

    [Fact]
    public void It_stays_short_and_no_long_value_drives_out_the_next_column()
    {
        Action<SchemaBuilder<CensusRow>> schema = s => s
            .Column(r => r.Workclass).Column(r => r.PersonId).Column(r => r.Age).Rule("never", _ => false);

        var observed = Broken(schema, new() { Workclass = new('w', 500), PersonId = string.Concat(Enumerable.Repeat("😀", 500)), Age = 1 }).Observed;

        Assert.EndsWith("…, Age=1", observed, StringComparison.Ordinal);
        Assert.InRange(observed.Length, 1, 100);
        Assert.DoesNotContain("\uFFFD", new string([.. observed.EnumerateRunes().SelectMany(r => r.ToString())]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_wide_row_is_shown_by_its_beginning()
    {
        DataSchema schema = new()
        {
            Columns = [.. RowShape<AgreementTests.Wide>.Instance.Columns.Select(c => new ColumnSchema { Name = c.Name, Type = c.Type, Presence = Presence.Optional })],
            Rules = [new CustomRowRule("never")],
        };
        var validator = new RowValidator<AgreementTests.Wide>(schema, s => s.Rule("never", _ => false));

        var observed = Assert.Single(validator.Check(new() { Single = float.MinValue, Double = double.MinValue, Long = long.MinValue, Int = int.MinValue, Name = new('n', 500) })).Observed;

        Assert.StartsWith("Single=-3.4028235E+38, MaybeSingle=null, Double=", observed, StringComparison.Ordinal);
        Assert.Equal(241, observed.Length);
        Assert.EndsWith("…", observed, StringComparison.Ordinal);
    }

    [Fact]
    public void A_property_that_throws_is_shown_as_unreadable()
    {
        var found = Checked.By<RowValidatorTests.Throwing>(
            s => s.Column(r => r.Age).Column(r => r.Name).Rule("never", _ => false), new() { Name = "n" });

        Assert.Equal(["(unreadable)", "Age=(unreadable), Name=n"], found.Select(v => v.Observed));
    }

    [Fact]
    public void A_schema_without_columns_has_no_values_to_show()
    {
        Assert.Equal("(no column in the schema)", Broken(s => s.Rule("never", _ => false), new() { Workclass = "Private" }).Observed);
    }

    private static Violation Broken(Action<SchemaBuilder<CensusRow>> schema, CensusRow row) =>
        Assert.Single(Checked.By(schema, row), v => v.Rule == "never");
}
