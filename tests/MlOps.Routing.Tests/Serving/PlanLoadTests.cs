using CsCheck;
using MlOps.Fakes;
using MlOps.Routing.Serving;
using MlOps.Routing.Sources;

namespace MlOps.Serving;

public class PlanLoadTests
{
    private static readonly WantedPlan Plan = new("1", "plan 1", null);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Whatever_the_order_in_which_versions_come_the_last_look_shows_all_of_them() => Gen.Shuffle(new[] { 0, 1, 2, 3 }).Sample(
        order =>
        {
            var sources = order.Select(_ => new TaskCompletionSource()).ToArray();
            using var load = Load(sources);
            var looks = Task.Run(async () =>
            {
                var shown = new List<int>();
                while (true)
                {
                    await load.NextAsync();
                    var (versions, complete) = load.Look();
                    shown.Add(versions.Count(v => v.Model is not null));
                    if (complete)
                    {
                        return shown;
                    }
                }
            });
            foreach (var i in order)
            {
                sources[i].SetResult();
            }

            Assert.True(looks.Wait(TimeSpan.FromSeconds(30), CancellationToken.None), "A version that had come was overlooked.");
            Assert.Equal(4, looks.Result[^1]);
            Assert.Equal(looks.Result.Order(), looks.Result);
        },
        iter: 2000);

    [Fact]
    public async Task What_still_loads_is_shown_without_a_model_and_without_a_failure()
    {
        var sources = new[] { new TaskCompletionSource(), new TaskCompletionSource(), new TaskCompletionSource() };
        using var load = Load(sources);
        sources[0].SetResult();
        sources[1].SetException(new IOException("gone"));
        await load.NextAsync().WaitAsync(TimeSpan.FromSeconds(30), Token);
        var (versions, complete) = load.Look();
        Assert.False(complete);
        Assert.Equal([true, false, false], versions.Select(v => v.Model is not null));
        Assert.Equal([null, "gone", null], versions.Select(v => v.Failure?.Message));
        sources[2].SetResult();
    }

    [Fact]
    public async Task What_comes_after_the_load_was_given_up_is_let_go_of()
    {
        var (source, model) = (new TaskCompletionSource(), new TextModel("late"));
        var load = Load([source], model);
        load.Dispose();
        await load.Ended;
        source.SetResult();
        await model.Disposed.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);
    }

    // The versions come when they are told to.
    private static PlanLoad<Row, Score> Load(TaskCompletionSource[] sources, TextModel? model = null) => new(
        Plan,
        [.. sources.Select((source, i) => new VersionLoad<Row, Score>(Route(i))
        {
            Load = (_, _) =>
            {
                source.Task.GetAwaiter().GetResult();
                return SharedModel<Row, Score>.Owned(model ?? new TextModel("one"), "one", (_, e) => throw e);
            },
        })],
        _ => null,
        new(sources.Length, TimeProvider.System),
        new(Patience: TimeSpan.FromMilliseconds(1), Version: TimeSpan.FromMinutes(1)),
        TimeProvider.System);

    private static Route Route(int i) => new("m", i + 1, $"v{i + 1}", i == 0 ? RouteRole.Live : RouteRole.FallbackVersion);
}
