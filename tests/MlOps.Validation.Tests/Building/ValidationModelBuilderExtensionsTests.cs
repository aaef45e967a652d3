using MlOps.Checks;

namespace MlOps;

public class ValidationModelBuilderExtensionsTests
{
    private readonly FakeModelBuilder<CensusRow, IncomeScore> _builder = new();

    [Fact]
    public void The_quick_starts_of_the_programs_compile_and_check()
    {
        _builder
            .ValidateInput(s => s.Column(r => r.Age).Required().InRange(0, 120)
                                 .Column(r => r.HoursPerWeek).Tolerated())
            .ValidateOutput(s => s.Column(p => p.Probability).InRange(0, 1));

        var input = _builder.Input!(Context(null));
        var output = _builder.Output!(Context(null));

        Assert.Empty(input.Check(new() { Age = 40, HoursPerWeek = 40 }));
        Assert.Equal(
            [("Age", "range", Severity.Hard), ("HoursPerWeek", "required", Severity.Soft)],
            input.Check(new() { Age = 121, HoursPerWeek = float.NaN }).Select(v => (v.Column, v.Rule, v.Severity)));
        Assert.Empty(output.Check(new() { Probability = 1 }));
        Assert.Single(output.Check(new() { Probability = 1.01f }));
    }

    [Fact]
    public void Without_rules_in_code_the_schema_of_the_version_decides()
    {
        _builder.ValidateInput().ValidateOutput();
        var version = Version(
            input: DataSchema.For<CensusRow>(s => s.Column(r => r.Age).AtMost(90)),
            output: DataSchema.For<IncomeScore>(s => s.Column(p => p.Probability).InRange(0, 1)));

        Assert.Single(_builder.Input!(Context(version)).Check(new() { Age = 91 }));
        Assert.Single(_builder.Output!(Context(version)).Check(new() { Probability = 2 }));
    }

    public sealed record Doc
    {
        [ModelColumn("input", Length = 128)]
        public required float[] Embedding { get; init; }
    }

    [Fact]
    public void A_vector_of_the_sixth_program_is_checked_and_a_violation_names_the_element()
    {
        var builder = new FakeModelBuilder<Doc, IncomeScore>();
        builder.ValidateInput(s => s.Column(d => d.Embedding).Length(128).EachFinite());
        var check = builder.Input!(Context(null));
        var embedding = new float[128];

        Assert.Empty(check.Check(new() { Embedding = embedding }));
        embedding[17] = float.NaN;
        Assert.Equal("input[17]: finite, expected a finite number", Assert.Single(check.Check(new() { Embedding = embedding })).ToString());
        Assert.Equal("input: length, expected 128 elements", Assert.Single(check.Check(new() { Embedding = [1] })).ToString());
    }

    public sealed record TrainingRow
    {
        public float Age { get; init; }

        public bool Label { get; init; }
    }

    [Fact]
    public void A_label_that_only_training_has_is_not_asked_of_rows_that_are_served_nor_of_answers()
    {
        _builder.ValidateInput().ValidateOutput(s => s.Column(p => p.Probability).InRange(0, 1));
        var schema = DataSchema.For<TrainingRow>(s => s
            .Column(r => r.Age).AtMost(90)
            .Column(r => r.Label).ExpectedIn(SchemaEnvironments.Training)
            .When(r => r.Label, true, then => then.Column(r => r.Age).AtLeast(5)));
        var version = Version(input: schema, output: schema with { Columns = [schema.Columns[1]] });

        Assert.Equal("Age", Assert.Single(_builder.Input!(Context(version)).Check(new() { Age = 91 })).Column);
        Assert.Empty(_builder.Output!(Context(version)).Check(new() { Probability = 1 }));
        Assert.Equal(["range"], new RowValidator<TrainingRow>(schema).Check(new() { Age = 4, Label = true }).Select(v => v.Rule));
    }

    [Fact]
    public void Rules_of_the_version_and_rules_in_code_both_apply()
    {
        _builder.ValidateInput(s => s.Column(r => r.Age).AtLeast(17));
        var version = Version(input: DataSchema.For<CensusRow>(s => s.Column(r => r.Age).Tolerated().AtMost(90)));

        var check = _builder.Input!(Context(version));

        Assert.Single(check.Check(new() { Age = 91 }));
        Assert.Single(check.Check(new() { Age = 16 }));
        Assert.Equal(Severity.Soft, Assert.Single(check.Check(new() { Age = float.NaN })).Severity);
    }

    [Fact]
    public void Code_cannot_let_a_missing_value_pass_that_the_version_was_registered_to_need()
    {
        _builder.ValidateInput(s => s.Column(r => r.Age).Tolerated().Column(r => r.Workclass).Optional());
        var version = Version(input: DataSchema.For<CensusRow>(s => s.Column(r => r.Age).AtMost(90).Column(r => r.Workclass)));

        var found = _builder.Input!(Context(version)).Check(new() { Age = float.NaN });

        Assert.Equal([("Age", Severity.Hard), ("Workclass", Severity.Hard)], found.Select(v => (v.Column, v.Severity)));
    }

    [Fact]
    public void With_neither_a_registered_schema_nor_rules_in_code_the_version_and_both_mends_are_named()
    {
        _builder.ValidateInput().ValidateOutput();

        var input = Assert.Throws<ModelLoadException>(() => _builder.Input!(Context(Version())));
        var output = Assert.Throws<ModelLoadException>(() => _builder.Output!(Context(Version())));

        Assert.Contains("income v7", input.Message, StringComparison.Ordinal);
        Assert.Contains("ModelVersionSpec.InputSchema", input.Message, StringComparison.Ordinal);
        Assert.Contains("ValidateInput(s => s.Column(…))", input.Message, StringComparison.Ordinal);
        Assert.Contains("ModelVersionSpec.OutputSchema", output.Message, StringComparison.Ordinal);
        Assert.Contains("ValidateOutput(s => s.Column(…))", output.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_without_rules_in_code_is_told_the_one_mend_it_has()
    {
        _builder.ValidateInput();

        var e = Assert.Throws<ModelConfigurationException>(() => _builder.Input!(Context(null)));

        Assert.Contains("file or function", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("ModelVersionSpec", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_custom_rule_whose_code_the_host_lacks_keeps_the_version_from_being_published()
    {
        _builder.ValidateInput();
        var version = Version(input: DataSchema.For<CensusRow>(s => s
            .Column(r => r.Children).Must("even", n => n % 2 == 0)
            .Rule("married or alone", r => r.Married || r.Children == 0)));

        var e = Assert.Throws<ModelLoadException>(() => _builder.Input!(Context(version)));

        Assert.Contains("income v7", e.Message, StringComparison.Ordinal);
        Assert.Contains("Column(row => row.Children).Must(\"even\", …)", e.Message, StringComparison.Ordinal);
        Assert.Contains("Rule(\"married or alone\", …)", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_custom_rule_of_the_version_runs_the_code_of_the_host_by_its_name()
    {
        _builder.ValidateInput(s => s
            .Column(r => r.Children).Must("even", n => n % 2 == 0)
            .Rule("married or alone", r => r.Married || r.Children == 0, Severity.Soft));
        var registered = DataSchema.FromJson(DataSchema.For<CensusRow>(s => s
            .Column(r => r.Children).Must("even", _ => true, Severity.Soft)
            .Rule("married or alone", _ => true)).ToJson());

        var found = _builder.Input!(Context(Version(input: registered))).Check(new() { Children = 3 });

        Assert.Equal([("even", Severity.Hard), ("married or alone", Severity.Hard)], found.Select(v => (v.Rule, v.Severity)));
    }

    [Fact]
    public void A_version_whose_schema_speaks_of_a_column_that_the_row_lacks_is_not_published()
    {
        _builder.ValidateInput();
        var version = Version(input: new() { Columns = [new() { Name = "Weight", Type = ColumnType.Number }] });

        var e = Assert.Throws<ModelLoadException>(() => _builder.Input!(Context(version)));

        Assert.Contains("'Weight'", e.Message, StringComparison.Ordinal);
        Assert.Contains("CensusRow", e.Message, StringComparison.Ordinal);
    }

    private static CheckContext Context(ModelVersion? version) => new("income", version, new NoServices());

    private static ModelVersion Version(DataSchema? input = null, DataSchema? output = null) => new()
    {
        Model = "income",
        Number = 7,
        Artifact = new(new('0', 64), 1, "mlnet"),
        Author = "test",
        RegisteredAt = DateTimeOffset.UnixEpoch,
        InputSchema = input,
        OutputSchema = output,
    };

    private sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
