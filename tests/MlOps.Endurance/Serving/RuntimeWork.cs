using System.Globalization;
using System.Runtime;

namespace MlOps.Endurance.Serving;

/// <summary>What the runtime did beside the calls in one kind of time: it stops all of them to collect, and compiles on the threads that need the code.</summary>
internal sealed class RuntimeWork
{
    private TimeSpan _paused;
    private TimeSpan _compiled;
    private long _allocated;
    private int _collections;
    private (TimeSpan Paused, TimeSpan Compiled, long Allocated, int Collections) _from;

    public void Begin() => _from = Now();

    public void End()
    {
        var now = Now();
        (_paused, _compiled) = (_paused + now.Paused - _from.Paused, _compiled + now.Compiled - _from.Compiled);
        (_allocated, _collections) = (_allocated + now.Allocated - _from.Allocated, _collections + now.Collections - _from.Collections);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{_collections} collections of {_allocated >> 20} MiB stopped it for {_paused.TotalMilliseconds:F0} ms, and {_compiled.TotalMilliseconds:F0} ms were spent compiling");

    private static (TimeSpan Paused, TimeSpan Compiled, long Allocated, int Collections) Now() =>
        (GC.GetTotalPauseDuration(), JitInfo.GetCompilationTime(), GC.GetTotalAllocatedBytes(), GC.CollectionCount(0));
}
