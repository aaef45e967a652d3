using System.Diagnostics;

namespace MlOps.Endurance.Contention;

/// <summary>The processes, and how all are made to act at once.</summary>
internal sealed class Crowd(int count, Tally tally) : IDisposable
{
    public static readonly string[] Columns = ["orders", "overlapping", "ms"];

    private readonly List<OtherProcess> _processes =
        [.. Enumerable.Range(0, count).Select(i => OtherProcess.Start(ContentionWorker.Verb, NameOf(i)))];

    public int Count => _processes.Count;

    public static string NameOf(int process) => $"process {process}";

    /// <summary>Gives each process its order and lets all go together.</summary>
    /// <param name="what">The row of the table that this counts to.</param>
    /// <param name="orders">One for each process.</param>
    /// <exception cref="BrokenException">A call threw.</exception>
    public async Task<Answer[]> ActAsync(string what, Func<int, Order> orders)
    {
        await EachAsync((process, i) =>
        {
            process.Say(orders(i));
            return process.HearAsync<string>();
        });
        _processes.ForEach(process => process.Say("go"));
        var answers = await EachAsync((process, _) => process.HearAsync<Answer>());

        var overlapping = answers.Count(a => answers.Any(b => b != a && b.Overlaps(a)));
        var time = Stopwatch.GetElapsedTime(answers.Min(a => a.Began), answers.Max(a => a.Ended));
        tally.Add(what, answers.Length, overlapping, (long)time.TotalMilliseconds);
        for (var i = 0; i < answers.Length; i++)
        {
            BrokenException.Unless(answers[i].Error is null, () => $"{what}: {NameOf(i)} got {answers[i].Error}");
        }

        return answers;
    }

    public void Dispose() => _processes.ForEach(process => process.Dispose());

    private Task<T[]> EachAsync<T>(Func<OtherProcess, int, Task<T>> act) => Task.WhenAll(_processes.Select(act));
}
