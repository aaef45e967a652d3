namespace MlOps.Heuristics;

public class IdleTests
{
    [Fact]
    public void Rules_with_a_memory_allocate_nothing_while_there_is_no_alert_nor_once_they_know_their_keys()
    {
        var builder = FakeBuilder<Row, float>.With(m => m
            .Clamp("clamp", p => p, 0, 10, (_, v) => v)
            .DenyList("deny", (_, _) => "b", o => o.Values.Add("a"))
            .RequireConfidence("sure", p => p, (_, p) => p, o => o.Minimum = 0.1)
            .SuppressDuringMaintenance("maintenance", (_, p) => p > 5, o => o.Weekly.Add(new()))
            .Cooldown("cool", (_, p) => p > 5, (row, _) => row.Age)
            .SuppressDuplicates("again", (_, p) => p > 5, (row, _) => row.Age)
            .AlertBudget("budget", (_, p) => p > 5)
            .RequireHits("hits", (_, p) => p > 5, (row, _) => row.Age)
            .Hysteresis("steady", (row, _) => row.Age, p => p, p => p > 5, (_, on) => on ? 6 : 0, o => (o.On, o.Off) = (5.5, 4)));
        var (stage, row) = (builder.Wrap(new One()), new Row(1));
        Ask(2000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Ask(1000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Ask(int times)
        {
            for (var i = 0; i < times; i++)
            {
                Assert.True(stage.PredictAsync(row, CancellationToken.None).Result.IsPlain);
            }
        }
    }

    private sealed class One : IModel<Row, float>
    {
        private readonly Prediction<float> _answer = Prediction.Answered(1f).AnsweredBy(new(new("m", 1, "v1", RouteRole.Live), new("m", 1, "v1", RouteRole.Live)));

        public ValueTask<Prediction<float>> PredictAsync(Row input, CancellationToken cancellationToken) => new(_answer);
    }
}
