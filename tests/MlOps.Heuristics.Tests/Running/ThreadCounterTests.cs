namespace MlOps.Heuristics.Running;

public class ThreadCounterTests
{
    [Fact]
    public void What_threads_count_is_added_up_exactly_also_when_they_are_gone()
    {
        ThreadCounter[] counters = [new(), new()];
        for (var round = 1; round <= 3; round++)
        {
            var threads = Enumerable.Range(0, 8).Select(_ => new Thread(() =>
            {
                for (var i = 0; i < 3000; i++)
                {
                    counters[i % 3 == 0 ? 1 : 0].Increment();
                }
            })).ToArray();
            Array.ForEach(threads, t => t.Start());
            Array.ForEach(threads, t => t.Join());
            Assert.Equal((round * 16_000L, round * 8_000L), (counters[0].Value, counters[1].Value));
            GC.Collect();
            GC.WaitForPendingFinalizers();
            Assert.Equal((round * 16_000L, round * 8_000L), (counters[0].Value, counters[1].Value));
        }
    }
}
