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
    ];

    [Fact]
    public void The_page_says_of_each_change_whether_it_is_safe() => Assert.All(Rows, row =>
    {
        var input = SchemaComparison.OfInputs(row.Before, row.After).IsSafe;
        var output = SchemaComparison.OfOutputs(row.Before, row.After).IsSafe;

        Assert.Equal((row.Input, row.Output), (input, output));
        Assert.Contains($"\n| {row.Change} | {Say(input)} | {Say(output)} |\n", new Page("docs/registry.md").Text, StringComparison.Ordinal);
    });

    private static string Say(bool isSafe) => isSafe ? "safe" : "not safe";

    private sealed record Row
    {
        public float Age { get; init; }

        public string? Word { get; init; }
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
