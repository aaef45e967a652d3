using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace MlOps;

public partial class AnswerJsonConverterTests
{
    private static readonly Route V7 = new("income", 7, "v7", RouteRole.Live);
    private static readonly Score NotFinite = new() { Probability = float.NaN, Scores = [1, double.NegativeInfinity], Inner = new(float.PositiveInfinity) };

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public class Basic
    {
        public float Probability { get; init; }
    }

    public sealed class Score : Basic
    {
        public double[] Scores { get; init; } = [];

        public Point? Inner { get; init; }

        public string? Band { get; init; }
    }

    public readonly record struct Point(float X);

    [JsonDerivedType(typeof(Circle), "circle")]
    public abstract record Form;

    public sealed record Circle(double Radius) : Form;

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonSerializable(typeof(Prediction<Score>))]
    [JsonSerializable(typeof(Prediction<Point>))]
    [JsonSerializable(typeof(Prediction<float?>))]
    internal sealed partial class Context : JsonSerializerContext;

    [Fact]
    public void NaN_and_infinity_are_written_by_name_wherever_they_stand_in_an_answer()
    {
        Assert.Equal(
            """{"Scores":[1,"-Infinity"],"Inner":{"X":"Infinity"},"Band":null,"Probability":"NaN"}""", Value(NotFinite));
        Assert.Equal("""{"X":"NaN"}""", Value(new Point(float.NaN)));
        Assert.Equal("""[[1,"NaN"],null]""", Value(new double[]?[] { [1, double.NaN], null }));
        Assert.Equal("""{"a":"NaN"}""", Value(new Dictionary<string, double> { ["a"] = double.NaN }));
        Assert.Equal("\"NaN\"", Value(Half.NaN));
        Assert.Equal("\"NaN\"", Value<float?>(float.NaN));
        Assert.Equal("\"NaN\"", Value<object>(double.NaN));
    }

    [Fact]
    public void So_they_are_by_a_source_generated_serialiser()
    {
        Assert.Contains(
            """{"scores":[1,"-Infinity"],"inner":{"x":"Infinity"},"probability":"NaN"}""",
            JsonSerializer.Serialize(NotFinite, Context.Default.PredictionScore),
            StringComparison.Ordinal);
        Assert.Contains("\"value\":{\"x\":\"NaN\"}", JsonSerializer.Serialize(new Point(float.NaN), Context.Default.PredictionPoint), StringComparison.Ordinal);
        Assert.Contains("\"value\":\"NaN\"", JsonSerializer.Serialize(float.NaN, Context.Default.PredictionNullableSingle), StringComparison.Ordinal);
        Assert.DoesNotContain("value", JsonSerializer.Serialize(Prediction.Rejected<Score>(), Context.Default.PredictionScore), StringComparison.Ordinal);
    }

    public static TheoryData<JsonSerializerOptions> HostOptions =>
    [
        new JsonSerializerOptions(),
        new JsonSerializerOptions(JsonSerializerDefaults.Web),
        new JsonSerializerOptions { WriteIndented = true, IndentCharacter = '\t' },
        new JsonSerializerOptions { NumberHandling = JsonNumberHandling.WriteAsString },
        new JsonSerializerOptions { ReferenceHandler = ReferenceHandler.IgnoreCycles },
        new JsonSerializerOptions { TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { t => t.Properties.FirstOrDefault(p => p.Name == "Band")?.Get = _ => "modified" } } },
        new JsonSerializerOptions { Converters = { new Shouting() } },
    ];

    [Theory]
    [MemberData(nameof(HostOptions))]
    public void An_answer_is_written_as_it_is_alone_with_the_same_options(JsonSerializerOptions options)
    {
        Same(new Score { Probability = 0.5f, Scores = [1, 2], Inner = new(1), Band = "a" });
        Same<Basic>(new Score { Probability = 0.5f });
        Same<Form>(new Circle(2));
        Same<object>(new Circle(2));
        Same(new Point(1));
        Same("text");
        Same<string?>(null);
        Same<Point?>(null);

        void Same<T>(T answer)
        {
            var whole = JsonSerializer.SerializeToElement(Prediction.Answered(answer), options);
            Assert.Equal(
                JsonSerializer.Serialize(JsonSerializer.SerializeToElement(answer, options)), JsonSerializer.Serialize(whole.GetProperty("value")));
        }
    }

    [Fact]
    public void The_json_is_the_one_it_was()
    {
        var prediction = Prediction.Answered(new Point(1)) with { Id = "1", Route = V7 };

        Assert.Equal(
            """
            {
              "Outcome": "Answered",
              "Id": "1",
              "value": {
                "X": 1
              },
              "Route": {
                "Model": "income",
                "Version": 7,
                "Name": "v7",
                "Role": "Live"
              },
              "Assigned": null,
              "Reason": "None",
              "Attempts": [],
              "Violations": [],
              "Heuristics": []
            }
            """,
            JsonSerializer.Serialize(prediction, Indented));
    }

    [Fact]
    public void What_is_read_back_has_all_but_outcome_value_and_reason()
    {
        var prediction = JsonSerializer.Deserialize<Prediction<Score>>(JsonSerializer.Serialize(
            Prediction.Answered(NotFinite) with { Id = "mine", Route = V7 }));

        Assert.Equal((PredictionOutcome.None, "mine", V7), (prediction.Outcome, prediction.Id, prediction.Route));
        Assert.Null(prediction.ValueOrDefault);
    }

    private static string Value<T>(T answer) => JsonSerializer.SerializeToElement(Prediction.Answered(answer)).GetProperty("value").GetRawText();

    /// <summary>A host's own way to write a band.</summary>
    private sealed class Shouting : JsonConverter<string>
    {
        public override bool HandleNull => true;

        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString();

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue($"{value}!");
    }
}
