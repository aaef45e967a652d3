using Microsoft.Extensions.Logging;

namespace MlOps.Registry.Caching;

/// <summary>One time in which a store isn't reached, from its first copy that stands in until it answers again: told twice, not at each read.</summary>
internal sealed class Outage(string directory, TimeProvider time, ILogger logger)
{
    private readonly Lock _lock = new();
    private volatile bool _lasts;
    private long _since;

    /// <summary>Whether it was told that it began, and not that it ended.</summary>
    public bool Lasts => _lasts;

    public void StandsIn(string model, string what, TimeSpan age, string problem)
    {
        lock (_lock)
        {
            if (_lasts)
            {
                RegistryLog.AnotherStandsIn(logger, what, directory, InSeconds(age));
                return;
            }

            (_lasts, _since) = (true, time.GetTimestamp());
        }

        RegistryLog.CopyStandsIn(logger, directory, model, what, InSeconds(age), problem);
    }

    public void Ended()
    {
        if (!_lasts)
        {
            return;
        }

        lock (_lock)
        {
            if (!_lasts)
            {
                return;
            }

            _lasts = false;
        }

        RegistryLog.Reached(logger, InSeconds(time.GetElapsedTime(_since)));
    }

    // Nobody reads the seven digits behind them.
    private static TimeSpan InSeconds(TimeSpan time) => TimeSpan.FromSeconds((long)time.TotalSeconds);
}
