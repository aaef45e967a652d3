using MlOps.Heuristics.Rules;

namespace MlOps.Heuristics.Maintenance;

/// <summary>Withholds alerts while someone works on what they would be about.</summary>
internal sealed class MaintenanceLayer<TInput, TOutput>(MaintenanceOptions options, TimeProvider time, Func<TInput, TOutput, bool> when)
    : Layer<TInput, TOutput>
{
    private readonly WeeklyWindow[] _weekly = [.. options.Weekly.Select(w => new WeeklyWindow(w))];
    private readonly (DateTimeOffset From, DateTimeOffset To)[] _once = [.. options.Once.Select(s => (s.From, s.To))];

    public override Func<TInput, TOutput, bool> MayFire => when;

    public override HeuristicDecision<TOutput> Decide(TInput input, TOutput answer) =>
        IsAt(time.GetUtcNow()) ? HeuristicDecision<TOutput>.Suppress("maintenance") : HeuristicDecision<TOutput>.Keep;

    private bool IsAt(DateTimeOffset now)
    {
        foreach (var (from, to) in _once)
        {
            if (now >= from && now < to)
            {
                return true;
            }
        }

        foreach (var window in _weekly)
        {
            if (window.Holds(now))
            {
                return true;
            }
        }

        return false;
    }
}
