using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using MlOps.Building;
using MlOps.Fakes;
using MlOps.Runtimes;

namespace MlOps.Staging;

public sealed class EvidenceKeepingTests : IDisposable
{
    private const string Said =
        "\"model\":\"m\",\"role\":\"Shadow\",\"candidate\":2,\"candidateDigest\":\"shadow\",\"live\":1,\"liveDigest\":\"live\",\"since\":\"2026-01-01T00:00:00Z\"";

    private readonly string _folder = Directory.CreateTempSubdirectory("mlops-evidence-").FullName;
    private readonly FakeRegistry _registry = new FakeRegistry().With("live", "shadow");
    private readonly AnsweringRuntime _runtime = new AnsweringRuntime().With("live", row => new(row.Age)).With("shadow", row => new(row.Age < 2 ? row.Age : 1000));
    private readonly FakeLogger _log = new();

    public EvidenceKeepingTests() => _registry.Deploy(DeploymentPlan.Live(1).Shadow(2));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string File => Path.Combine(_folder, "m.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_was_seen_survives_a_restart_and_adds_up()
    {
        CandidateEvidence before;
        await using (var services = Provider())
        {
            before = await AskAsync(services, 5, 5);
        }

        await using var again = Provider();
        Assert.Equal(before, Assert.Single(again.Host().GetEvidence("m")));
        var after = await AskAsync(again, 5, 10);
        Assert.Equal((10, 4, 6, 10), (after.Seen, after.Agreed, after.Differed, after.CandidateLatency.Count));
        Assert.Equal(before.Since, after.Since);
        Assert.Equal(6, after.LargestDisagreements.Count);
    }

    [Fact]
    public async Task It_is_written_from_time_to_time_so_that_little_is_lost_with_the_process()
    {
        var clock = new FakeTimeProvider();
        await using var services = Provider(m => m.Configure(o => o.Evidence.SaveInterval = TimeSpan.FromSeconds(10)), clock);
        await AskAsync(services, 5, 5);
        Assert.False(System.IO.File.Exists(File));
        clock.Advance(TimeSpan.FromSeconds(10));
        await Eventually.Holds(() => System.IO.File.Exists(File));

        // And not again while nothing happens.
        System.IO.File.SetLastWriteTimeUtc(File, DateTime.UnixEpoch);
        clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(DateTime.UnixEpoch, System.IO.File.GetLastWriteTimeUtc(File));
        await AskAsync(services, 1, 6);
        clock.Advance(TimeSpan.FromSeconds(10));
        Assert.NotEqual(DateTime.UnixEpoch, System.IO.File.GetLastWriteTimeUtc(File));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"candidates\":null}")]
    [InlineData("{\"candidates\":[null]}")]
    [InlineData("{\"candidates\":[{\"model\":\"other\",\"role\":\"Shadow\",\"candidate\":2,\"candidateDigest\":\"a\",\"live\":1,\"liveDigest\":\"b\",\"since\":\"2026-01-01T00:00:00Z\"}]}")]
    [InlineData("{\"candidates\":[{\"model\":\"m\",\"role\":\"Shadow\",\"candidate\":2,\"candidateDigest\":\"a\",\"live\":1,\"liveDigest\":\"b\",\"since\":\"2026-01-01T00:00:00Z\",\"liveLatency\":{\"buckets\":{\"-1\":3}}}]}")]
    [InlineData($"{{\"candidates\":[{{{Said},\"liveLatency\":{{\"buckets\":{{\"1\":9223372036854775807,\"2\":5}}}}}}]}}")]
    [InlineData($"{{\"candidates\":[{{{Said},\"liveLatency\":{{\"buckets\":{{\"1\":9223372036854775807}}}}}}]}}")]
    [InlineData($"{{\"candidates\":[{{{Said},\"failed\":{{\"Threw\":9223372036854775807}}}}]}}")]
    [InlineData($"{{\"candidates\":[{{{Said},\"failed\":{{\"Threw\":-5}}}}]}}")]
    [InlineData($"{{\"candidates\":[{{{Said},\"failed\":{{\"77\":1}}}}]}}")]
    [InlineData($"{{\"candidates\":[{{{Said},\"agreed\":-7,\"differed\":3}}]}}")]
    [InlineData($"{{\"candidates\":[{{{Said},\"largestDisagreements\":[{{\"distance\":1e999,\"time\":\"2026-01-01T00:00:00Z\",\"row\":\"a\",\"live\":\"b\",\"candidate\":\"c\"}}]}}]}}")]
    public async Task A_file_that_cannot_be_read_is_moved_aside_and_told(string text)
    {
        await System.IO.File.WriteAllTextAsync(File, text, Token);
        await using (var services = Provider())
        {
            Assert.Equal(5, (await AskAsync(services, 5, 5)).Seen);
        }

        Assert.Equal(text, await System.IO.File.ReadAllTextAsync(File + ".unreadable", Token));
        Assert.Contains(_log.Collector.GetSnapshot(), r => r.Id.Id == 23
            && r.Message.StartsWith("Candidates of model m: what ", StringComparison.Ordinal)
            && r.Message.EndsWith(".unreadable; this host begins anew.", StringComparison.Ordinal));
        await using var again = Provider();
        Assert.Equal(5, Assert.Single(again.Host().GetEvidence("m")).Seen);
    }

    [Fact]
    public async Task A_file_that_leaves_something_out_is_taken_as_it_is()
    {
        await System.IO.File.WriteAllTextAsync(File, $"{{\"candidates\":[{{{Said},\"seen\":3,\"sampled\":3,\"agreed\":3,\"largestDisagreements\":[null]}}]}}", Token);
        await using (var services = Provider())
        {
            Assert.Equal((8, 5), ((await AskAsync(services, 5, 8)).Seen, Assert.Single(services.Host().GetEvidence("m")).Agreed));
        }

        await using var again = Provider();
        Assert.Equal(8, Assert.Single(again.Host().GetEvidence("m")).Seen);
    }

    [Fact]
    public async Task Two_hosts_do_not_write_over_each_other()
    {
        await using (var first = Provider())
        {
            await AskAsync(first, 5, 5);
            await using var second = Provider();
            Assert.Equal(3, (await AskAsync(second, 3, 3)).Seen);
            Assert.Contains(_log.Collector.GetSnapshot(), r => r.Id.Id == 23 && r.Message.Contains("Give each host a folder of its own", StringComparison.Ordinal));
        }

        await using var again = Provider();
        Assert.Equal(5, Assert.Single(again.Host().GetEvidence("m")).Seen);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_used_hinders_nobody()
    {
        var file = Path.Combine(_folder, "file");
        await System.IO.File.WriteAllTextAsync(file, "", Token);
        await using var services = Provider(m => m.KeepEvidence(Path.Combine(file, "inside")));
        Assert.Equal(5, (await AskAsync(services, 5, 5)).Seen);
        Assert.Contains(_log.Collector.GetSnapshot(), r => r.Id.Id == 23);
    }

    [Fact]
    public async Task A_file_in_the_place_of_the_folder_is_called_one()
    {
        var file = Path.Combine(_folder, "file");
        await System.IO.File.WriteAllTextAsync(file, "", Token);
        await using var services = Provider(m => m.KeepEvidence(file));
        Assert.Equal(5, (await AskAsync(services, 5, 5)).Seen);
        Assert.Contains(
            _log.Collector.GetSnapshot(),
            r => r.Id.Id == 23 && r.Message == $"Candidates of model m: what is seen of them is kept in memory alone. {file} is a file. Name a folder in KeepEvidence.");
    }

    [Fact]
    public async Task A_candidate_that_is_compared_with_nobody_is_told_without_a_word_of_memory()
    {
        // Live is wrapped for the callers, the canary is, and then live once more for the background.
        var made = 0;
        _registry.Deploy(DeploymentPlan.Live(1).Canary(2, 0.5));
        await using var services = Provider(m => m.RouteAtRandom().AddStage(StagePoint.Model, "mine", (_, inner) => ++made == 3 ? null! : inner));
        await services.Predictor().PredictAsync(new Row(1), Token);
        await services.Host().RefreshAsync("m", Token);
        var told = Assert.Single(_log.Collector.GetSnapshot(), r => r.Id.Id == 23).Message;
        Assert.StartsWith("Candidates of model m: m v2 (canary) is compared with nobody. ", told, StringComparison.Ordinal);
        Assert.Contains("'mine' was made as null", told, StringComparison.Ordinal);
        Assert.DoesNotContain("memory", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_used_is_told_before_there_is_a_candidate()
    {
        var file = Path.Combine(_folder, "file");
        await System.IO.File.WriteAllTextAsync(file, "", Token);
        _registry.Deploy(DeploymentPlan.Live(1));
        await using var services = Provider(m => m.KeepEvidence(file));
        await services.Predictor().PredictAsync(new Row(1), Token);
        Assert.Contains(_log.Collector.GetSnapshot(), r => r.Id.Id == 23);
    }

    [Fact]
    public async Task Evidence_of_bytes_that_are_gone_is_not_that_of_those_in_their_place()
    {
        await using (var services = Provider())
        {
            await AskAsync(services, 5, 5);
        }

        _registry.Edit(2, new());
        _registry.Deploy(DeploymentPlan.Live(1).Shadow(2));
        await using var again = Provider();
        Assert.Equal(1, (await AskAsync(again, 1, 1)).Seen);
        Assert.Equal([1, 5], again.Host().GetEvidence("m").Select(e => e.Seen));
    }

    private static async Task<CandidateEvidence> AskAsync(ServiceProvider services, int rows, int compared)
    {
        // A first call waits for live alone, and the candidate may come later.
        await services.Host().RefreshAsync("m", Token);
        for (var age = 0; age < rows; age++)
        {
            await services.Predictor().PredictAsync(new Row(age), Token);
        }

        return await ShadowTests.Compared(services, compared);
    }

    private ServiceProvider Provider(Action<IModelBuilder<Row, Score>>? declare = null, TimeProvider? clock = null) => Setup.Provider(
        m =>
        {
            m.FromRegistry().AddRuntime(_ => (IModelRuntime<Row, Score>)_runtime).KeepEvidence(_folder);
            declare?.Invoke(m);
        },
        s =>
        {
            s.AddSingleton<IModelRegistry>(_registry);
            s.AddSingleton<ILoggerFactory>(new LogTo(_log));
            if (clock is not null)
            {
                s.AddSingleton(clock);
            }
        });

    private sealed class LogTo(ILogger log) : ILoggerFactory
    {
        public void AddProvider(ILoggerProvider provider)
        {
        }

        public ILogger CreateLogger(string categoryName) => log;

        public void Dispose()
        {
        }
    }
}
