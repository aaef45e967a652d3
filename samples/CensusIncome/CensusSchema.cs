using CensusIncome.Data;
using MlOps;

namespace CensusIncome;

/// <summary>What a row and an answer are expected to hold. Registered with every version, so that data and rules change together.</summary>
internal static class CensusSchema
{
    /// <summary>The rule that education and level say the same. It is code, so a schema keeps its name and the host brings the code.</summary>
    public static SchemaBuilder<CensusRow> RulesInCode(SchemaBuilder<CensusRow> schema) =>
        schema.Rule("education fits its level", row => Array.IndexOf(CensusDomains.Educations, row.Education) + 1 is var level
            && (level == 0 || float.IsNaN(row.EducationLevel) || level == row.EducationLevel));

    public static DataSchema Input { get; } = DataSchema.For<CensusRow>(schema => RulesInCode(schema)
        .RowCompleteness(0.7)
        .Column(r => r.Age).Required().InRange(17, 90)
        .Column(r => r.Workclass).Tolerated().OneOf(CensusDomains.Workclasses)
        .Column(r => r.Education).Required().OneOf(CensusDomains.Educations)
        .Column(r => r.EducationLevel).Required().InRange(1, 16)
        .Column(r => r.MaritalStatus).Required().OneOf(CensusDomains.MaritalStatuses)
        .Column(r => r.Occupation).Tolerated().OneOf(CensusDomains.Occupations)
        .Column(r => r.CapitalGain).Required().InRange(0, 99_999)
        .Column(r => r.CapitalLoss).Required().InRange(0, 10_000)
        .Column(r => r.HoursPerWeek).Tolerated().InRange(1, 99)
        .Column(r => r.NativeCountry).Tolerated().OneOf(CensusDomains.Countries));

    public static DataSchema Output { get; } = DataSchema.For<IncomeScore>(schema => schema.Column(s => s.Probability).Required().InRange(0, 1));
}
