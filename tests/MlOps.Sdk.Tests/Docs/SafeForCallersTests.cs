namespace MlOps.Docs;

/// <summary>The table of docs/registry.md that says which change of a schema is safe for callers.</summary>
public class SafeForCallersTests
{
    private static readonly DataSchema Age = DataSchema.For<Row>(s => s.Column(r => r.Age));
    private static readonly DataSchema Narrow = DataSchema.For<Row>(s => s.Column(r => r.Age).InRange(18, 65));
    private static readonly DataSchema Wide = DataSchema.For<Row>(s => s.Column(r => r.Age).InRange(16, 99));
    private static readonly DataSchema Tolerated = DataSchema.For<Row>(s => s.Column(r => r.Age).Tolerated());
    private static readonly DataSchema Optional = DataSchema.For<Row>(s => s.Column(r => r.Age).Optional());
    private static readonly DataSchema OverTheRow = DataSchema.For<Row>(s => s.Column(r => r.Age).Rule("old", r => r.Age > 60));
    private static readonly DataSchema Softly = DataSchema.For<Row>(s => s.Column(r => r.Age).Rule("old", r => r.Age > 60, Severity.Soft));
    private static readonly DataSchema WithWord = DataSchema.For<Row>(s => s.Column(r => r.Age).Column(r => r.Word));
    private static readonly DataSchema WithOptionalWord = DataSchema.For<Row>(s => s.Column(r => r.Age).Column(r => r.Word).Optional());
    private static readonly DataSchema Word = DataSchema.For<Row>(s => s.Column(r => r.Word));
    private static readonly DataSchema Few = DataSchema.For<Row>(s => s.Column(r => r.Word).OneOf("a", "b"));
    private static readonly DataSchema Many = DataSchema.For<Row>(s => s.Column(r => r.Word).OneOf("a", "b", "c"));
    private static readonly DataSchema Others = DataSchema.For<Row>(s => s.Column(r => r.Word).OneOf("a", "d"));
    private static readonly DataSchema Pattern = DataSchema.For<Row>(s => s.Column(r => r.Word).Matches("^a"));
    private static readonly DataSchema Whole = DataSchema.For<WholeRow>(s => s.Column(r => r.Age));
    private static readonly DataSchema Text = DataSchema.For<TextRow>(s => s.Column(r => r.Age));

    private static readonly (string Change, DataSchema Before, DataSchema After, bool Input, bool Output)[] Rows =
    [
        ("a range or the values of `OneOf` are widened", Narrow, Wide, true, false),
        ("a range or the values of `OneOf` are widened", Few, Many, true, false),
        ("a range or the values of `OneOf` are narrowed", Wide, Narrow, false, true),
        ("a range or the values of `OneOf` are narrowed", Many, Few, false, true),
        ("some values go and others come", Few, Others, false, false),
        ("a required column becomes tolerated or optional", Age, Tolerated, true, false),
        ("a required column becomes tolerated or optional", Age, Optional, true, false),
        ("a tolerated or optional column becomes required", Tolerated, Age, false, true),
        ("a tolerated or optional column becomes required", Optional, Age, false, true),
        ("a tolerated column becomes optional, or the other way round", Tolerated, Optional, true, true),
        ("a tolerated column becomes optional, or the other way round", Optional, Tolerated, true, true),
        ("a pattern, custom rule or rule over the row is added", Word, Pattern, false, true),
        ("a pattern, custom rule or rule over the row is added", Age, OverTheRow, false, true),
        ("a pattern, custom rule or rule over the row is removed", Pattern, Word, true, false),
        ("a pattern, custom rule or rule over the row is removed", OverTheRow, Age, true, false),
        ("a required column is added", Age, WithWord, false, true),
        ("a tolerated or optional column is added", Age, WithOptionalWord, true, true),
        ("a column is gone", WithWord, Age, true, false),
        ("whole numbers become numbers", Whole, Age, true, false),
        ("any other type", Age, Whole, false, false),
        ("any other type", Age, Text, false, false),
        ("a soft rule is added or removed", Age, Softly, true, true),
        ("a soft rule is added or removed", Softly, Age, true, true),
        ("a range or the values of `OneOf` get a tolerated share", Narrow, Now(s => s.Column(r => r.Age).InRange(18, 65, tolerated: 0.01)), true, false),
        ("a range or the values of `OneOf` get a tolerated share", Few, Now(s => s.Column(r => r.Word).OneOf(["a", "b"], Severity.Hard, tolerated: 0.01)), true, false),
        ("a length is widened", Now(s => s.Column(r => r.Word).Length(2, 3)), Now(s => s.Column(r => r.Word).Length(1, 3)), true, false),
        ("a length is narrowed", Now(s => s.Column(r => r.Word).Length(1, 3)), Now(s => s.Column(r => r.Word).Length(2, 3)), false, true),
        ("a value comes to mean a missing one in a required column", Word, Now(s => s.Column(r => r.Word).MissingWhen("?")), false, true),
        ("a value comes to mean a missing one in a tolerated or optional column", Tolerated, Now(s => s.Column(r => r.Age).Tolerated().MissingWhen(-1)), true, false),
        ("a value comes to mean a missing one in a tolerated or optional column", Optional, Now(s => s.Column(r => r.Age).Optional().MissingWhen(-1)), true, false),
        ("another unit", Now(s => s.Column(r => r.Age).Unit("years")), Now(s => s.Column(r => r.Age).Unit("months")), false, false),
        ("a unit is said for the first time", Age, Now(s => s.Column(r => r.Age).Unit("years")), true, true),
        ("a vector's length becomes fixed", Now(s => s.Column(r => r.Vector)), Now(s => s.Column(r => r.Vector).Length(3)), false, true),
        ("a vector's length is no longer fixed", Now(s => s.Column(r => r.Vector).Length(3)), Now(s => s.Column(r => r.Vector)), true, false),
        ("another length of a vector, or a single value becomes one", Now(s => s.Column(r => r.Vector).Length(3)), Now(s => s.Column(r => r.Vector).Length(4)), false, false),
        ("another length of a vector, or a single value becomes one", Age, DataSchema.For<VectorRow>(s => s.Column(r => r.Age)), false, false),
        ("a rule over batches is added or removed", Age, Now(s => s.Column(r => r.Age).Unique().DistinctCount(2, 9).TopValue(0.5).Completeness(0.9).RowCount(5)), true, true),
        ("a rule over batches is added or removed", Now(s => s.Column(r => r.Age).Unique().DistinctCount(2, 9).TopValue(0.5).Completeness(0.9).RowCount(5)), Age, true, true),
        ("a column that isn't expected in serving or among outputs is added or removed", Age, Now(s => s.Column(r => r.Age).Column(r => r.Word).ExpectedIn(SchemaEnvironments.Training)), true, true),
        ("a column that isn't expected in serving or among outputs is added or removed", Now(s => s.Column(r => r.Age).Column(r => r.Word).ExpectedIn(SchemaEnvironments.Training)), Age, true, true),
    ];

    [Fact]
    public void The_page_says_of_each_change_whether_it_is_safe() => Assert.All(Rows, row =>
    {
        var input = SchemaComparison.OfInputs(row.Before, row.After).IsSafe;
        var output = SchemaComparison.OfOutputs(row.Before, row.After).IsSafe;

        Assert.Equal((row.Input, row.Output), (input, output));
        Assert.Contains($"\n| {row.Change} | {Say(input)} | {Say(output)} |\n", new Page("docs/registry.md").Text, StringComparison.Ordinal);
    });

    private static DataSchema Now(Action<SchemaBuilder<Row>> configure) => DataSchema.For(configure);

    private static string Say(bool isSafe) => isSafe ? "safe" : "not safe";

    private sealed record Row
    {
        public float Age { get; init; }

        public string? Word { get; init; }

        public float[]? Vector { get; init; }
    }

    private sealed record VectorRow
    {
        public float[]? Age { get; init; }
    }

    private sealed record WholeRow
    {
        public int Age { get; init; }
    }

    private sealed record TextRow
    {
        public string? Age { get; init; }
    }
}
