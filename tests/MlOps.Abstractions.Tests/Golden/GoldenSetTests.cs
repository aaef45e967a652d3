using System.Diagnostics.CodeAnalysis;
using CsCheck;

namespace MlOps.Golden;

[SuppressMessage("Performance", "CA1812", Justification = "Rows are made by reflection.")]
public class GoldenSetTests
{
    private static readonly Person[] Rows = [new() { Age = 30, Name = "Ada", Children = 2 }, new() { Age = float.NaN, Name = null, Children = null }];

    public sealed record Person
    {
        public float Age { get; init; }

        public string? Name { get; init; }

        public int? Children { get; init; }

        public bool IsAdult => Age >= 18;
    }

    public sealed record Score(float Probability, string? Band, bool IsHigh, long Points);

    public sealed record Classes(float[] Scores, string Label);

    public sealed record Dated(float Age, DateTime At);

    public sealed record Stateful(float Age)
    {
        public float Rounded
        {
            get;
            set => field = MathF.Round(value);
        }
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Rows_and_answers_are_captured_and_their_json_comes_back()
    {
        var golden = GoldenSet.Capture(Rows, Predict, relativeTolerance: 1e-3);

        Assert.Equal("2 rows of Age, Name, Children with Probability (relative 0.001, absolute 1E-06), Band, IsHigh, Points", golden.ToString());
        Assert.Equal(
            """
            {"inputs":[{"name":"Age","type":"Number"},{"name":"Name","type":"Text"},{"name":"Children","type":"Integer"}],
            "outputs":[{"name":"Probability","type":"Number","relativeTolerance":0.001,"absoluteTolerance":1E-06},{"name":"Band","type":"Text"},
            {"name":"IsHigh","type":"Boolean"},{"name":"Points","type":"Integer"}],
            "rows":[[30,"Ada",2,0.5,"Ada",false,2],["NaN",null,null,"NaN",null,false,0]]}
            """.ReplaceLineEndings(""),
            golden.ToJson());
        var read = GoldenSet.FromJson(golden.ToJson());
        Assert.Equal(golden, read);
        Assert.Equal(golden.GetHashCode(), read.GetHashCode());
        Assert.Equal(golden.ToJson(), read.ToJson());
    }

    [Fact]
    public void What_differs_in_anything_is_another()
    {
        var golden = GoldenSet.Capture(Rows, Predict);
        GoldenSet[] others =
        [
            GoldenSet.Capture(Rows[..1], Predict),
            GoldenSet.Capture(Rows, Predict, masked: ["Name"]),
            GoldenSet.Capture(Rows, Predict, ignored: ["Band"]),
            GoldenSet.Capture(Rows, Predict, relativeTolerance: 0),
            GoldenSet.Capture(Rows, r => Predict(r) with { Points = 9 }),
            golden.WithTolerance("Probability", 1e-4, 0),
            golden.WithSensitive("Name"),
        ];

        Assert.Equal(others.Length + 1, others.Append(golden).Distinct().Count());
        Assert.Equal(golden, GoldenSet.Capture(Rows, Predict));
    }

    [Fact]
    public void Every_number_comes_back_to_the_bit() =>
        Gen.Select(Gen.Double, Gen.Single, Gen.Long).Array[1, 5].Sample(values =>
        {
            var golden = GoldenSet.Capture(values.Select(v => new Numbers(v.Item1, v.Item2, v.Item3)), row => row);
            return GoldenSet.FromJson(golden.ToJson()).ToJson() == golden.ToJson();
        });

    public sealed record Numbers(double Double, float Single, long Long);

    [Theory]
    [InlineData(-0.0)]
    [InlineData(1e20)]
    [InlineData(9007199254740993)]
    [InlineData(double.NegativeInfinity)]
    public void Numbers_that_json_makes_hard_come_back(double number)
    {
        var golden = GoldenSet.FromJson(GoldenSet.Capture([new Numbers(number, 0, long.MaxValue)], row => row, relativeTolerance: 0).ToJson());

        Assert.Equal(BitConverter.DoubleToInt64Bits(number), BitConverter.DoubleToInt64Bits(golden.Rows[0][0].Number!.Value));
        Assert.Equal(long.MaxValue, golden.Rows[0][2].Integer);
    }

    [Fact]
    public async Task Masked_columns_are_emptied_before_the_model_is_asked_and_nowhere_kept()
    {
        var seen = new List<Person>();
        var golden = GoldenSet.Capture(Rows, row => { seen.Add(row); return Predict(row); }, masked: ["Name", "Children", "Age"]);

        Assert.All(seen, row => Assert.Equal(new Person { Age = float.NaN }, row));
        Assert.DoesNotContain("Ada", golden.ToJson(), StringComparison.Ordinal);
        Assert.Equal(["Age", "Name", "Children"], golden.Masked);
        Assert.True((await golden.ReplayAsync(Model(Predict), Stop)).IsMatch);
    }

    [Fact]
    public void A_column_of_a_type_that_cannot_be_kept_is_refused_by_name_unless_it_is_masked_or_ignored()
    {
        Dated[] rows = [new(1, DateTime.UnixEpoch)];
        Assert.Contains("Dated.At is a DateTime", Assert.Throws<ArgumentException>(() => GoldenSet.Capture(rows, _ => new Score(1, "", true, 1))).Message, StringComparison.Ordinal);
        Assert.Contains("ignored: [nameof(Dated.At)]", Assert.Throws<ArgumentException>(() => GoldenSet.Capture(Rows, _ => rows[0])).Message, StringComparison.Ordinal);

        var seen = new List<Dated>();
        var golden = GoldenSet.Capture(rows, row => { seen.Add(row); return row; }, masked: ["At"], ignored: ["At"]);
        Assert.Equal("1 row of Age with Age (relative 0.0001, absolute 1E-06), without At", golden.ToString());
        Assert.Equal(default, seen[0].At);
    }

    [Fact]
    public void What_cannot_be_captured_is_refused_and_the_message_says_why()
    {
        Refused("There are no golden rows", () => GoldenSet.Capture(Array.Empty<Person>(), Predict));
        Refused("golden row 2: it is null", () => GoldenSet.Capture(Rows, row => row.Name is null ? null! : Predict(row)));
        Refused("no public property or field 'Nam'", () => GoldenSet.Capture(Rows, Predict, masked: ["Nam"]));
        Refused("no public property or field 'nam'", () => GoldenSet.Capture(Rows, Predict, ignored: ["nam"]));
        Refused("Single has nothing that could be compared", () => GoldenSet.Capture(Rows, row => row.Age));
        Refused("String has nothing that could be compared", () => GoldenSet.Capture(Rows, row => row.Name ?? ""));
        Refused("has nothing that could be compared", () => GoldenSet.Capture(Rows, row => new Numbers(1, 1, 1), ignored: ["Double", "Single", "Long"]));
        Refused("String can't be made of kept values", () => GoldenSet.Capture(["a"], _ => Predict(Rows[0])));
        Refused("half a surrogate pair", () => GoldenSet.Capture([new Person { Name = "\ud800" }], row => new Numbers(1, 1, 1)));
        Refused("Golden row 1 is null", () => GoldenSet.Capture(new Person[] { null! }, Predict));
        Refused("tolerance is zero or", () => GoldenSet.Capture(Rows, Predict, relativeTolerance: -1));
        Refused("tolerance is zero or", () => GoldenSet.Capture(Rows, Predict).WithTolerance("Probability", double.NaN));
        Refused("these are: Probability", () => GoldenSet.Capture(Rows, Predict).WithTolerance("Points", 1));
        Refused("these are: Age, Name, Children, Probability", () => GoldenSet.Capture(Rows, Predict).WithSensitive("Nam"));
    }

    [Fact]
    public void A_row_that_comes_out_otherwise_than_it_went_in_is_refused()
    {
        var given = new Stateful(1) { Rounded = 2 };
        GoldenSet.Capture([given], row => row);
        Refused("Unset.Age comes out otherwise", () => GoldenSet.Capture([Unset.Of(3)], row => Predict(Rows[0])));
    }

    public sealed class Unset
    {
        public float Age { get; private set; }

        public static Unset Of(float age) => new() { Age = age };
    }

    [Theory]
    [InlineData(0.5, 0.50004, true)]
    [InlineData(0.5, 0.5001, false)]
    [InlineData(0, 9e-7, true)]
    [InlineData(0, 2e-6, false)]
    [InlineData(-1e9, -1.00005e9, true)]
    [InlineData(-1, 1, false)]
    [InlineData(double.NaN, double.NaN, true)]
    [InlineData(double.NaN, 1, false)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity, true)]
    [InlineData(double.PositiveInfinity, double.NegativeInfinity, false)]
    [InlineData(double.PositiveInfinity, 1e300, false)]
    public async Task A_number_may_be_off_by_its_tolerance(double kept, double seen, bool matches)
    {
        var golden = GoldenSet.Capture([new Numbers(kept, 1, 1)], row => row, relativeTolerance: 1e-4);

        Assert.Equal(matches, (await golden.ReplayAsync(Model<Numbers, Numbers>(row => row with { Double = seen }), Stop)).IsMatch);
    }

    [Fact]
    public async Task A_tolerance_of_zero_takes_only_the_same_number()
    {
        var exact = GoldenSet.Capture([new Numbers(1e-9, 1, 1)], row => row, relativeTolerance: 0);
        var other = Model<Numbers, Numbers>(row => row with { Double = 1.1e-9 });

        Assert.False((await exact.ReplayAsync(other, Stop)).IsMatch);
        Assert.True((await exact.WithTolerance("Double", 0, absolute: 1e-9).ReplayAsync(other, Stop)).IsMatch);
        Assert.True((await exact.WithTolerance("Double", 0.2).ReplayAsync(other, Stop)).IsMatch);
        Assert.True((await exact.ReplayAsync(Model<Numbers, Numbers>(row => row), Stop)).IsMatch);
    }

    [Fact]
    public void A_function_is_replayed_as_a_model_is()
    {
        var golden = GoldenSet.Capture([new Numbers(1, 0, 0)], row => row);
        Assert.True(golden.Replay<Numbers, Numbers>(row => row).IsMatch);
        Assert.Equal("Double", Assert.Single(golden.Replay<Numbers, Numbers>(row => row with { Double = 2 }).Differences).Column);
        Assert.NotNull(Assert.Single(golden.Replay<Numbers, Numbers>(_ => throw new InvalidOperationException()).Differences).Exception);
    }

    [Fact]
    public async Task The_report_names_each_row_and_column_that_differs()
    {
        var golden = GoldenSet.Capture(Rows, Predict);

        var report = await golden.ReplayAsync(
            Model<Person, Score>(row => Predict(row) with { Probability = row.Name is null ? 0.1f : 0.7f, Points = 3, Band = row.Name is null ? "" : "Ada" }), Stop);

        Assert.Equal(
            """
            2 of 2 golden rows differ, in 5 values
            row 1, Probability: expected 0.5, was 0.7
            row 1, Points: expected 2, was 3
            row 2, Probability: expected NaN, was 0.1
            row 2, Band: expected null, was empty text
            row 2, Points: expected 0, was 3
            """,
            report.ToString());
        Assert.Equal((2, false), (report.Rows, report.IsMatch));
        Assert.Equal(new GoldenDifference(1, "Probability", "0.5", "0.7"), report.Differences[0]);
    }

    [Fact]
    public async Task A_long_report_is_cut_and_its_counts_are_exact()
    {
        var golden = GoldenSet.Capture(Enumerable.Repeat(Rows[0], 50), Predict);

        var report = await golden.ReplayAsync(Model<Person, Score>(row => Predict(row) with { Band = new('x', 1000), Points = 7 }), Stop);

        Assert.Equal(100, report.Differences.Count);
        Assert.StartsWith("50 of 50 golden rows differ, in 100 values\n", report.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("\nand 90 more", report.ToString(), StringComparison.Ordinal);
        Assert.InRange(report.ToString().Length, 0, 2000);
    }

    [Fact]
    public async Task Vectors_are_compared_item_by_item()
    {
        var golden = GoldenSet.Capture(Rows, row => new Classes([0.2f, 0.8f, float.NaN], "b"));

        Assert.True((await golden.ReplayAsync(Model<Person, Classes>(_ => new([0.2f, 0.80001f, float.NaN], "b")), Stop)).IsMatch);
        var off = await golden.ReplayAsync(Model<Person, Classes>(_ => new([0.2f, 0.7f, 0], "b")), Stop);
        Assert.Equal("row 1, Scores[1]: expected 0.8, was 0.7", off.Differences[0].ToString());
        var shorter = await golden.ReplayAsync(Model<Person, Classes>(_ => new([0.2f, 0.8f], "b")), Stop);
        Assert.Equal("row 2, Scores: expected 3 items, was 2 items", shorter.Differences[1].ToString());
        Assert.Equal("row 1, Scores: expected 3 items, was null", (await golden.ReplayAsync(Model<Person, Classes>(_ => new(null!, "b")), Stop)).Differences[0].ToString());
        Assert.Equal(golden, GoldenSet.FromJson(golden.ToJson()));
    }

    [Fact]
    public async Task A_row_that_is_not_answered_differs_and_no_text_of_the_exception_shows()
    {
        var golden = GoldenSet.Capture(Rows, Predict);

        var report = await golden.ReplayAsync(
            new Function<Person, Score>(row => row.Name is null ? Prediction.Suppressed<Score>("a rule") : throw new InvalidOperationException("the row of Ada")), Stop);

        Assert.Equal(
            "2 of 2 golden rows differ, in 2 values\nrow 1: expected an answer, was an exception (InvalidOperationException)\nrow 2: expected an answer, was Suppressed without one",
            report.ToString());
        Assert.Equal("the row of Ada", report.Differences[0].Exception!.Message);
    }

    [Fact]
    public async Task A_wish_to_stop_is_no_difference_and_the_models_own_cancellation_is_one()
    {
        using var stop = new CancellationTokenSource();
        var golden = GoldenSet.Capture(Rows, Predict);

        var own = await golden.ReplayAsync(new Function<Person, Score>(_ => throw new OperationCanceledException()), stop.Token);
        Assert.Equal(2, own.Differences.Count);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => golden.ReplayAsync(
            new Function<Person, Score>(_ => { stop.Cancel(); throw new OperationCanceledException(stop.Token); }), stop.Token));
    }

    [Fact]
    public async Task Values_that_are_kept_though_sensitive_show_in_no_report()
    {
        var golden = GoldenSet.Capture(Rows, Predict).WithSensitive("Band");

        var report = await golden.ReplayAsync(Model<Person, Score>(row => Predict(row) with { Band = "Grace" }), Stop);

        Assert.Equal("row 1, Band: expected (hidden), was (hidden)", report.Differences[0].ToString());
        Assert.DoesNotContain("Grace", report.Differences[0].Seen, StringComparison.Ordinal);
    }

    public sealed record OtherPerson
    {
        public double Age { get; init; }

        public string? City { get; init; } = "nowhere";
    }

    public sealed record OtherScore(double Probability);

    [Fact]
    public async Task A_host_with_other_types_replays_what_it_has_a_place_for_and_says_what_it_has_not()
    {
        var golden = GoldenSet.Capture(Rows, Predict);

        var report = await golden.ReplayAsync(Model<OtherPerson, OtherScore>(row => new(row.Age / 60)), Stop);

        Assert.True(report.IsMatch);
        Assert.Equal(["Name", "Children"], report.NotGiven);
        Assert.Equal(["Band", "IsHigh", "Points"], report.NotCompared);
        Assert.EndsWith("the row type has no place for Name, Children\nthe answer type lacks Band, IsHigh, Points", report.ToString(), StringComparison.Ordinal);
    }

    public sealed record Text(string? Age);

    public sealed record Counted(int Children);

    [Fact]
    public async Task Types_that_share_nothing_or_fit_nowhere_fail_instead_of_passing()
    {
        var golden = GoldenSet.Capture(Rows, Predict);

        await Unfit("Classes has none of the columns", Model<Person, Classes>(_ => new([], "")));
        await Unfit("Classes has a place for none", Model<Classes, Score>(_ => Predict(Rows[0])));
        await Unfit("Text.Age is a String, and they keep values of the type Number", Model<Text, Score>(_ => Predict(Rows[0])));
        await Unfit("Counted.Children is a Int32 and has no place for what row 2 keeps", Model<Counted, Score>(_ => Predict(Rows[0])));

        async Task Unfit<[DynamicallyAccessedMembers(RowMembers.All)] TInput, [DynamicallyAccessedMembers(RowMembers.All)] TOutput>(string says, IModel<TInput, TOutput> model) =>
            Assert.Contains(says, (await Assert.ThrowsAsync<ModelLoadException>(() => golden.ReplayAsync(model, Stop))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"inputs":[],"outputs":[],"rows":[[]]}""")]
    [InlineData("""{"inputs":[],"outputs":[{"name":"a","type":"Number"}],"rows":[]}""")]
    [InlineData("""{"inputs":[],"outputs":[{"name":"a","type":"Number"}],"rows":{}}""")]
    [InlineData("""{"inputs":[],"outputs":[{"name":"a","type":"Number"}],"rows":[[1,2]]}""")]
    [InlineData("""{"inputs":[],"outputs":[{"name":"a","type":"Number"}],"rows":[["x"]]}""")]
    [InlineData("""{"inputs":[],"outputs":[{"name":"a","type":"Number"}],"rows":[[[1]]]}""")]
    [InlineData("""{"inputs":[],"outputs":[{"name":"a","type":"Integer"}],"rows":[[1.5]]}""")]
    [InlineData("""{"inputs":[],"outputs":[{"name":"a","type":"Integer"}],"rows":[["1"]]}""")]
    [InlineData("""{"inputs":[],"outputs":[{"name":"a","type":"Text","isVector":true}],"rows":[["1"]]}""")]
    [InlineData("""{"inputs":[],"outputs":[{"name":"a","type":7}],"rows":[[1]]}""")]
    [InlineData("""{"inputs":[],"outputs":[{"name":"a"}],"rows":[[true]]}""")]
    [InlineData("""{"inputs":[],"outputs":[null],"rows":[[1]]}""")]
    [InlineData("""{"inputs":[],"outputs":[{"name":"a","type":"Number","relativeTolerance":-1}],"rows":[[1]]}""")]
    [InlineData("""{"inputs":[],"outputs":[{"name":"a","type":"Number","relativeTolerance":1e999}],"rows":[[1]]}""")]
    [InlineData("""{"inputs":[],"outputs":[{"name":"a","type":"Number"},{"name":"a","type":"Number"}],"rows":[[1,1]]}""")]
    [InlineData("""{"inputs":[],"outputs":[{"name":"a","type":"Number"}],"masked":[null],"rows":[[1]]}""")]
    [InlineData("""{"inputs":[],"outputs":[{"name":"a","type":"Number"}],"rows":[[1]],"more":1}""")]
    [InlineData("""{"inputs":[],"outputs":[{"name":"a","type":"Number"}],"rows":[[1]],"rows":[[1]]}""")]
    public void What_is_no_golden_set_is_not_read(string json) => Assert.Throws<FormatException>(() => GoldenSet.FromJson(json));

    private static Score Predict(Person row) => new(row.Age / 60, row.Name, row.Children > 2, row.Children ?? 0);

    private static void Refused(string says, Action act) => Assert.Contains(says, Assert.ThrowsAny<ArgumentException>(act).Message, StringComparison.Ordinal);

    private static Function<Person, Score> Model(Func<Person, Score> predict) => new(row => predict(row));

    private static Function<TInput, TOutput> Model<TInput, TOutput>(Func<TInput, TOutput> predict) => new(row => predict(row));

    private sealed class Function<TInput, TOutput>(Func<TInput, Prediction<TOutput>> predict) : IModel<TInput, TOutput>
    {
        public ValueTask<Prediction<TOutput>> PredictAsync(TInput input, CancellationToken cancellationToken) => new(predict(input));
    }
}
