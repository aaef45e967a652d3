using System.Text.Json;

namespace MlOps.Batches;

public class ReportTests
{
    private static BatchReport Report() => new BatchCheck<CensusRow>(
        s => s.Column(r => r.Age).InRange(17, 90), new() { MaxSamples = 1 }).Check([new() { Age = 4321 }, new() { Age = 1 }, new() { Age = float.PositiveInfinity }]);

    [Fact]
    public void Json_tells_the_verdict_how_many_rules_ran_and_exact_counts_and_what_was_observed_only_where_asked()
    {
        using var json = JsonDocument.Parse(Report().ToJson());
        var root = json.RootElement;

        Assert.Equal("Fail", root.GetProperty("verdict").GetProperty("kind").GetString());
        Assert.Equal((4, 4), (root.GetProperty("rulesRun").GetInt32(), root.GetProperty("ruleCount").GetInt32()));
        var range = root.GetProperty("rules").EnumerateArray().Single(r => r.GetProperty("rule").GetString() == "range");
        Assert.Equal((3, 1), (range.GetProperty("broken").GetInt64(), range.GetProperty("samples").GetArrayLength()));
        Assert.DoesNotContain("\"observed\"", Report().ToJson(), StringComparison.Ordinal);
        Assert.Contains("\"observed\":\"4321\"", Report().ToJson(observed: true), StringComparison.Ordinal);
    }

    [Fact]
    public void Text_is_a_table_for_people_in_which_a_name_from_elsewhere_breaks_no_line()
    {
        var hostile = new DataSchema { Columns = [new() { Name = "a\nb", Type = ColumnType.Text, Presence = Presence.Optional }] }.Check(new ColumnTable().Add("a\nb", new[] { "x" }));

        Assert.Contains("a b", hostile.ToText(), StringComparison.Ordinal);
        Assert.Contains("0 (4321), …", Report().ToText(observed: true), StringComparison.Ordinal);
        Assert.DoesNotContain("4321)", Report().ToText(), StringComparison.Ordinal);
    }
}
