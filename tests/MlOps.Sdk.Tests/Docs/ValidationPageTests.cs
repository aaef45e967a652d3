namespace MlOps.Docs;

/// <summary>The schema of docs/validation.md.</summary>
public class ValidationPageTests
{
    [Fact]
    public void The_schema_names_the_columns_it_speaks_of()
    {
        DataSchema schema = DataSchema.For<CensusRow>(s => s
            .Column(r => r.Age).Required().InRange(17, 90)
            .Column(r => r.HoursPerWeek).Tolerated().AtLeast(0)
            .Column(r => r.Workclass).OneOf("Private", "State-gov", "Local-gov")
            .Column(r => r.PersonId).Optional().Sensitive().Matches("^[0-9]+$")
            .RowCompleteness(0.75)
            .Rule("hours fit the age", r => r.Age > 17 || r.HoursPerWeek <= 40, Severity.Soft));

        Assert.Equal(["Age", "HoursPerWeek", "Workclass", "PersonId"], schema.Columns.Select(c => c.Name));
    }

    private sealed record CensusRow
    {
        public float Age { get; init; }

        public float HoursPerWeek { get; init; }

        public string? Workclass { get; init; }

        public string? PersonId { get; init; }
    }
}
