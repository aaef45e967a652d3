using System.Runtime.CompilerServices;

namespace MlOps.Docs;

/// <summary>The code of docs/validation.md, compiled and run.</summary>
public class ValidationPageTests
{
    [Fact]
    public void The_page_shows_the_schema_below_and_it_does_what_the_page_says()
    {
        DataSchema schema = DataSchema.For<CensusRow>(s => s
            .Column(r => r.Age).Required().InRange(17, 90)
            .Column(r => r.HoursPerWeek).Tolerated().AtLeast(0)
            .Column(r => r.Workclass).OneOf("Private", "State-gov", "Local-gov")
            .Column(r => r.PersonId).Optional().Sensitive().Matches("^[0-9]+$")
            .RowCompleteness(0.75)
            .Rule("hours fit the age", r => r.Age > 17 || r.HoursPerWeek <= 40, Severity.Soft));

        Assert.Equal(["Age", "HoursPerWeek", "Workclass", "PersonId"], schema.Columns.Select(c => c.Name));
        var here = File.ReadAllLines(Here());
        var start = Array.FindIndex(here, l => l.Contains("DataSchema schema", StringComparison.Ordinal));
        var code = string.Join('\n', here[start..(start + 7)].Select(l => l[8..]));
        var page = File.ReadAllText(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "..", "docs", "validation.md"));
        Assert.Contains($"```csharp\n{code}\n```", page, StringComparison.Ordinal);
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
