using CsCheck;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MlOps.Registry.Stores;

namespace MlOps.Registry.Queries;

/// <summary>Any query, on any versions, gives what a walk over all of them in memory gives.</summary>
public class VersionQueryTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);
    private static readonly string[] Names = ["ada", "bob", "cy"];

    private static readonly Gen<Metric?> Metrics =
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 9], (kind, value) => kind == 0 ? null : kind == 1 ? Metric.Failed("no labels") : Metric.Of(value));

    private static readonly Gen<Draft> Drafts = Gen.Select(
        Gen.Int[0, 2], Gen.Int[0, 3], Metrics, Metrics, Gen.Int[0, 2], (author, data, auc, loss, minutes) => new Draft(
            Names[author], data == 3 ? null : Names[data], auc, loss is { } m ? m with { Better = Direction.Lower } : null, minutes));

    // What is said later: a tag added, taken off, added again, and retirement.
    private static readonly Gen<(int Version, int What, int Tag)[]> Sayings = Gen.Select(Gen.Int[0, 400], Gen.Int[0, 4], Gen.Int[0, 2]).Array[0, 60];

    private static readonly Gen<VersionQuery> Queries = Gen.Select(
        Gen.Select(Gen.Int[-60, 260], Gen.Int[-60, 120], Gen.Bool, Gen.Bool),
        Gen.Select(Gen.Int[-6, 2], Gen.Int[-6, 2], Gen.Int[-4, 2]),
        Gen.Select(Gen.Int[-120, 260], Gen.Int[-120, 260]),
        Gen.Select(Gen.Int[-6, 9], Gen.Int[-6, 9], Gen.Int[0, 2]),
        Gen.Int[0, 3],
        (order, texts, times, bounds, best) =>
        {
            var bestBy = best switch { 1 => "auc", 2 => "loss", _ => null };
            var (from, to) = (TimeOf(times.Item1), TimeOf(times.Item2));
            var (low, high) = (ValueOf(bounds.Item1), ValueOf(bounds.Item2));
            return new VersionQuery
            {
                After = bestBy is null && order.Item1 > 0 ? order.Item1 : null,
                Limit = order.Item2 > 0 ? order.Item2 : null,
                NewestFirst = bestBy is null && order.Item3,
                LeaveOutRetired = order.Item4,
                Author = TextOf(texts.Item1),
                DataSet = TextOf(texts.Item2),
                Tag = TextOf(texts.Item3),
                RegisteredFrom = from < to || to is null ? from : null,
                RegisteredTo = to,
                Metrics = bounds.Item3 switch
                {
                    0 => [],
                    1 => [new("auc") { AtLeast = low }],
                    _ => [new("auc") { AtLeast = low, AtMost = high >= low || low is null ? high : null }, new("loss")],
                },
                BestBy = bestBy,
            };
        });

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Any_query_gives_what_a_walk_over_all_versions_gives() => Gen
        .Select(Gen.OneOf(Drafts.Array[0, 30], Drafts.Array[95, 250]), Sayings, Queries.Array[40])
        .Sample(
            (drafts, sayings, queries) =>
            {
                var (registry, all) = Fill(drafts, sayings);
                foreach (var query in queries)
                {
                    var found = registry.FindVersionsAsync("income", query, Stop).Select(v => v.Number).ToListAsync(Stop).AsTask().GetAwaiter().GetResult();
                    Assert.Equal(Oracle.Find(all, query), found);
                }
            },
            iter: 30,
            threads: 1);

    private static (IModelRegistry Registry, List<Known> All) Fill(Draft[] drafts, (int Version, int What, int Tag)[] sayings)
    {
        var (records, artifacts, clock) = (new InMemoryRegistryStore(), new InMemoryArtifactStore(), new FakeTimeProvider(Start));
        var registries = Names.ToDictionary(n => n, n => Open(n, records, artifacts, clock));
        var artifact = ModelArtifact.FromBytes(new byte[1], "test");
        var all = new List<Known>();
        foreach (var draft in drafts)
        {
            clock.Advance(TimeSpan.FromMinutes(draft.Minutes));
            var spec = new ModelVersionSpec { Lineage = draft.Data is null ? null : new() { DataSet = new(draft.Data) } };
            foreach (var (name, metric) in new[] { ("auc", draft.Auc), ("loss", draft.Loss) }.Where(m => m.Item2 is not null))
            {
                spec.Metrics[name] = metric!;
            }

            all.Add(new(registries[draft.Author].RegisterAsync("income", artifact, spec, Stop).GetAwaiter().GetResult()));
        }

        foreach (var (at, what, tag) in sayings.Where(_ => all.Count > 0))
        {
            Say(registries["ada"], all[at % all.Count], what, Names[tag]);
        }

        return (registries["ada"], all);
    }

    private static void Say(IModelRegistry registry, Known version, int what, string tag)
    {
        var kind = what switch { 0 or 1 => VersionEventKind.Tag, 2 => VersionEventKind.TagRemoved, 3 => VersionEventKind.Retired, _ => VersionEventKind.Note };
        registry.AddEventAsync("income", version.Version.Number, kind, tag, null, Stop).GetAwaiter().GetResult();
        _ = kind switch
        {
            VersionEventKind.Tag => version.Tags.Add(tag),
            VersionEventKind.TagRemoved => version.Tags.Remove(tag),
            _ => version.IsRetired |= kind == VersionEventKind.Retired,
        };
    }

    private static IModelRegistry Open(string author, IRegistryStore records, IArtifactStore artifacts, TimeProvider clock)
    {
        var services = new ServiceCollection().AddSingleton(clock).AddSingleton(records).AddSingleton(artifacts);
        services.AddModelRegistry(o => (o.Author, o.RequireOwnerAndPurpose) = (author, false));
        return services.BuildServiceProvider().GetRequiredService<IModelRegistry>();
    }

    private static DateTimeOffset? TimeOf(int minutes) => minutes < -20 ? null : Start.AddMinutes(minutes);

    private static string? TextOf(int name) => name < 0 ? null : Names[name];

    private static double? ValueOf(int value) => value < 0 ? null : value;

    private sealed record Draft(string Author, string? Data, Metric? Auc, Metric? Loss, int Minutes);
}
