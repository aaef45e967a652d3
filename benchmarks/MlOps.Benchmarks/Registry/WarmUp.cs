using System.Runtime;

namespace MlOps.Benchmarks.Registry;

/// <summary>
/// Says when code is no longer compiled in the background. Until then it is slow, and compiling takes its time from what is measured: most
/// from whichever of two has more code.
/// </summary>
internal sealed class WarmUp
{
    private const int Few = 10;
    private const int MaxLooks = 10;
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(200);

    private long _compiled;
    private int _looks;

    /// <summary>Whether hardly a method was compiled since the last look.</summary>
    public async Task<bool> IsDoneAsync()
    {
        await Task.Delay(Settling);
        var before = _compiled;
        _compiled = JitInfo.GetCompiledMethodCount();
        return _compiled - before <= Few || ++_looks == MaxLooks;
    }
}
