namespace MlOps.Registry.Sqlite.Faults;

/// <summary>What goes wrong, once.</summary>
/// <param name="Step">At which step, counted from 1.</param>
/// <param name="Stops">The machine stops there: nothing more is done. Otherwise the step fails, which its caller is told.</param>
/// <param name="IsDone">What the step was to do is done all the same.</param>
internal sealed record Fault(int Step, bool Stops, bool IsDone)
{
    public static readonly Fault None = new(0, false, false);

    /// <summary>All that can go wrong at a step.</summary>
    public static IEnumerable<Fault> AllAt(int step) =>
        from stops in new[] { false, true } from isDone in new[] { false, true } select new Fault(step, stops, isDone);
}
