using System.Reflection;
using CsCheck;
using MlOps.Registry.Stores;

namespace MlOps.Registry.Json;

public class RegistryJsonTests
{
    private static readonly Gen<DateTimeOffset> Times = Gen.Long[0, DateTimeOffset.MaxValue.Ticks].Select(ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
    private static readonly Gen<string?> MaybeText = Gen.OneOf(Gen.Const((string?)null), Gen.String.Select(s => (string?)Clean(s)));

    private static readonly Gen<DataSchema?> Schemas = Gen.OneOf(
        Gen.Const((DataSchema?)null),
        Gen.Select(Gen.String, Gen.Enum<ColumnType>(), Gen.Enum<Presence>(), Gen.Bool, Gen.Double[-1e300, 1e300], Gen.String.Array[0, 3]).Select((name, type, presence, sensitive, bound, domain) =>
            (DataSchema?)new DataSchema
            {
                Columns =
                [
                    new()
                    {
                        Name = Clean(name), Type = type, Presence = sensitive ? presence : null, Sensitive = sensitive,
                        Rules =
                        [
                            new RangeRule(double.NegativeInfinity, bound) { Severity = Severity.Soft },
                            new DomainRule([.. domain.Select(Clean)]),
                            new PatternRule("^\"<a>'$"),
                            new CustomColumnRule("even"),
                        ],
                    },
                ],
                Rules = [new CompletenessRule(0.5), new CustomRowRule("sums up") { Severity = Severity.Soft }],
            }));

    private static readonly Gen<Metric> Metrics = Gen.OneOf(
        Gen.Select(Gen.Double, Gen.Long[0, long.MaxValue], Gen.Enum<Direction>()).Select((value, samples, better) => new Metric { Value = value, Samples = samples, Better = better }),
        Gen.Enum<Direction>().Select(better => Metric.Failed("no labels", better)));

    private static readonly Gen<GoldenSet?> GoldenSets = Gen.OneOf(
        Gen.Const((GoldenSet?)null),
        Gen.Select(Gen.Select(Gen.Single, MaybeText).Select((age, name) => new GoldenRow(age, name)).Array[1, 4], Gen.Single).Select((rows, answer) => (GoldenSet?)Golden(rows, answer)));

    internal static readonly Gen<ModelVersion> Versions =
        Gen.Select(Gen.Int[1, int.MaxValue], MaybeText, MaybeText, Gen.Select(Schemas, Schemas, GoldenSets), Gen.Dictionary(Gen.String.Select(Clean), Metrics)[0, 4], Times).Select((number, owner, id, data, metrics, at) =>
            new ModelVersion
            {
                Model = "income",
                Number = number,
                Artifact = new(new('a', 64), number * 3L, "mlnet") { Folder = owner is null ? null : new(number, number * 2L) },
                InputSchema = data.Item1,
                OutputSchema = data.Item2,
                Golden = data.Item3,
                Metrics = metrics,
                Parameters = metrics.Keys.ToDictionary(name => name, name => name + "!"),
                Lineage = owner is null ? null : new() { ParentVersion = number, SourceCommit = id, DataSet = new(owner) { Rows = number } },
                Environment = id is null ? null : new() { Runtime = id, OperatingSystem = "", Architecture = "X64", Packages = new Dictionary<string, string> { [id] = id } },
                Author = owner ?? "x",
                Owner = owner,
                Purpose = id,
                RegisteredAt = at,
                RegistrationId = id,
            });

    private static readonly Gen<Deployment> Deployments =
        Gen.Select(Gen.Shuffle(Enumerable.Range(1, 9).ToArray()), Gen.Int[0, 4], Gen.Double[0.000001, 1], Gen.Bool, Gen.String, Times).Select((order, fallbacks, share, canary, text, at) =>
        {
            var plan = DeploymentPlan.Live(order[0]).FallBackTo(order.AsSpan(1, fallbacks));
            return new Deployment
            {
                Model = "income",
                Number = order[3],
                Plan = canary ? plan.Canary(order[8], share) : plan,
                Author = Clean(text),
                Because = new("because " + Clean(text)),
                At = at,
                RolledBackFrom = canary ? null : order[5],
            };
        });

    [Fact]
    public void A_version_comes_back_as_it_went_in() => Versions.Sample(version =>
    {
        var read = RegistryJson.Read(RegistryJson.Write(version));
        var environment = version.Environment is null ? null : read.Environment! with { Packages = version.Environment.Packages };
        return read.Digest.Length == 64
            && read with { Digest = "", Metrics = version.Metrics, Parameters = version.Parameters, Environment = environment } == version
            && Same(read.Metrics, version.Metrics)
            && Same(read.Parameters, version.Parameters)
            && Same(read.Environment?.Packages, version.Environment?.Packages);
    });

    [Fact]
    public void A_deployment_comes_back_as_it_went_in() => Deployments.Sample(deployment =>
    {
        var read = RegistryJson.Read(RegistryJson.Write(deployment));
        return read.Digest.Length == 64 && read with { Digest = "" } == deployment;
    });

    [Fact]
    public void The_json_of_a_plan_has_all_that_a_plan_has()
    {
        var plan = typeof(DeploymentPlan).GetProperties().Where(p => p.GetCustomAttribute<System.Text.Json.Serialization.JsonIgnoreAttribute>() is null);
        var document = typeof(PlanDocument).GetProperties();

        Assert.Equal(plan.Select(p => p.Name).Order(), document.Select(p => p.Name).Order());
    }

    [Fact]
    public void What_a_later_version_added_is_skipped()
    {
        var deployment = Example();
        var entry = RegistryJson.Write(deployment);

        Assert.Equal(deployment, RegistryJson.Read(entry with { Document = """{"mood":{"good":true},""" + entry.Document[1..] }) with { Digest = "" });
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"model":"income"}""")]
    [InlineData("""{"model":"income","number":1,"plan":{"liveVersion":0},"author":"a","because":{"text":"b"},"at":"2026-11-23T09:00:00+00:00"}""")]
    [InlineData("""{"model":"income","number":1,"plan":{"liveVersion":1},"author":"a","because":{"text":""},"at":"2026-11-23T09:00:00+00:00"}""")]
    public void A_damaged_record_is_an_outage_and_names_the_entry(string document)
    {
        var damaged = Assert.Throws<RegistryUnavailableException>(() => RegistryJson.Read(new DeploymentEntry("income", 3, document)));

        Assert.Contains("income #3", damaged.Message, StringComparison.Ordinal);
        Assert.Throws<RegistryUnavailableException>(() => RegistryJson.Read(new VersionEntry("income", 3, null, "", document)));
    }

    internal static GoldenSet Golden(GoldenRow[] rows, float answer) =>
        GoldenSet.Capture(rows, row => new GoldenAnswer(answer, [row.Age, answer]), relativeTolerance: 1e-3);

    internal sealed record GoldenRow(float Age, string? Name);

    internal sealed record GoldenAnswer(float Value, float[] Scores);

    private static bool Same<T>(IReadOnlyDictionary<string, T>? read, IReadOnlyDictionary<string, T>? written) =>
        (read ?? new Dictionary<string, T>()).OrderBy(m => m.Key, StringComparer.Ordinal)
            .SequenceEqual((written ?? new Dictionary<string, T>()).OrderBy(m => m.Key, StringComparer.Ordinal));

    // JSON holds no half of a surrogate pair.
    private static string Clean(string text) => string.Concat(text.Where(c => !char.IsSurrogate(c)));

    private static Deployment Example() => new()
    {
        Model = "income",
        Number = 1,
        Plan = DeploymentPlan.Live(2).FallBackTo(1),
        Author = "a",
        Because = new("b"),
        At = DateTimeOffset.UnixEpoch,
    };
}
