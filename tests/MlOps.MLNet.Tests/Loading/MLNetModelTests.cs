using MlOps.MLNet.Loading;

namespace MlOps;

public sealed class MLNetModelTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_prediction_allocates_its_answer_and_nothing_else()
    {
        using var model = await Census.Linear().Content().LoadAsync();

        var answers = Allocated(_ => GC.KeepAlive(new IncomeScore()));
        Assert.True(answers > 0);
        Assert.Equal(answers, Allocated(i => Assert.True(Predicts(model, Census.Rows[i % 200]))));
    }

    [Fact]
    public async Task A_prediction_completes_synchronously_while_an_engine_is_free()
    {
        using var model = await Census.Linear().Content().LoadAsync();

        Assert.True(Predicts(model, Census.Rows[0]));
    }

    [Fact]
    public async Task A_call_waits_while_all_engines_are_out_and_gives_up_when_it_is_cancelled()
    {
        using var model = await Census.Linear().Content().LoadAsync<GatedRow, IncomeScore>(o => o.MaxEngines = 1);
        using var first = new GatedRow();
        var busy = Task.Run(async () => await model.PredictAsync(first, Cancel), Cancel);
        await first.Entered.Task;

        using var impatience = new CancellationTokenSource();
        var impatient = model.PredictAsync(GatedRow.Open(), impatience.Token).AsTask();
        var patient = model.PredictAsync(GatedRow.Open(), Cancel).AsTask();
        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        Assert.False(patient.IsCompleted);

        first.Gate.Set();
        Assert.Equal(await busy, await patient, (a, b) => a.Value == b.Value);
        Assert.Equal((1, 2), (model.Pool.Count, model.Pool.Waits));
    }

    [Fact]
    public async Task A_call_in_flight_finishes_on_a_model_that_was_disposed_meanwhile()
    {
        var trained = Census.Boosted();
        using var engine = trained.Engine();
        var expected = engine.Predict(new() { Age = GatedRow.Years, Hours = 40, Education = "college" });
        var model = await trained.Content().LoadAsync<GatedRow, IncomeScore>();
        using var row = new GatedRow();
        var call = Task.Run(async () => await model.PredictAsync(row, Cancel), Cancel);
        await row.Entered.Task;

        model.Dispose();
        row.Gate.Set();

        Assert.Equal(expected, (await call).Value);
        Assert.Equal(0, model.Pool.Count);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await model.PredictAsync(GatedRow.Open(), Cancel));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_engine_whose_call_threw_answers_the_next_row_as_if_nothing_had_been(bool boosted)
    {
        var trained = boosted ? Census.Boosted() : Census.Linear();
        using var reference = trained.Engine();
        using var model = await trained.Content().LoadAsync<TouchyRow, IncomeScore>(o => o.MaxEngines = 1);

        foreach (var row in Census.Rows)
        {
            foreach (var member in new[] { nameof(TouchyRow.Age), nameof(TouchyRow.Hours), nameof(TouchyRow.Education) })
            {
                var call = model.PredictAsync(new TouchyRow(Census.Rows[0], member), Cancel).AsTask();
                Assert.True(call.IsFaulted);
                await Assert.ThrowsAsync<InvalidOperationException>(() => call);
                Assert.Equal(reference.Predict(row), (await model.PredictAsync(new TouchyRow(row, null), Cancel)).Value);
            }
        }

        Assert.Equal((1, 0), (model.Pool.Count, model.Pool.Waits));
    }

    [Fact]
    public async Task Many_threads_at_once_get_the_answers_that_one_would()
    {
        var trained = Census.Boosted();
        using var engine = trained.Engine();
        var expected = Census.Rows.Select(engine.Predict).ToArray();
        using var model = await trained.Content().LoadAsync(o => o.MaxEngines = 2);

        await Parallel.ForAsync(0, 20_000, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Cancel }, async (i, cancel) =>
            Assert.Equal(expected[i % 200], (await model.PredictAsync(Census.Rows[i % 200], cancel)).Value));

        Assert.InRange(model.Pool.Count, 1, 2);
    }

    [Fact]
    public async Task Engines_are_made_ahead_as_asked_but_never_more_than_there_may_be()
    {
        var trained = Census.Linear();
        using var model = await trained.Content().LoadAsync(o => (o.MaxEngines, o.WarmEngines) = (4, 3));
        using var small = await trained.Content().LoadAsync(o => (o.MaxEngines, o.WarmEngines) = (2, 3));

        Assert.Equal((3, 2), (model.Pool.Count, small.Pool.Count));
    }

    private static bool Predicts(MLNetModel<CensusRow, IncomeScore> model, CensusRow row)
    {
        var call = model.PredictAsync(row, CancellationToken.None);
        return call.IsCompletedSuccessfully && call.Result.Outcome == PredictionOutcome.Answered;
    }

    private static long Allocated(Action<int> act)
    {
        const int Calls = 2000;
        for (var i = 0; i < Calls; i++)
        {
            act(i);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Calls; i++)
        {
            act(i);
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>A row that holds the engine that reads it until the gate opens.</summary>
    public sealed class GatedRow : IDisposable
    {
        public const float Years = 50;

        [Microsoft.ML.Data.NoColumn]
        public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        [Microsoft.ML.Data.NoColumn]
        public ManualResetEventSlim Gate { get; } = new();

        public float Age
        {
            get
            {
                Entered.TrySetResult();
                Gate.Wait(Cancel);
                return Years;
            }
        }

        public float Hours => 40;

        public string Education => "college";

        public static GatedRow Open()
        {
            var row = new GatedRow();
            row.Gate.Set();
            return row;
        }

        public void Dispose() => Gate.Dispose();
    }

    public sealed class TouchyRow(CensusRow row, string? touchy)
    {
        public float Age => Touch(row.Age, nameof(Age));

        public float Hours => Touch(row.Hours, nameof(Hours));

        public string? Education => Touch(row.Education, nameof(Education));

        private T Touch<T>(T value, string member) => member == touchy ? throw new InvalidOperationException(member) : value;
    }
}
