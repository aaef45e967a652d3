using System.Diagnostics.CodeAnalysis;

namespace MlOps.Endurance;

/// <summary>Something that was promised didn't hold.</summary>
internal sealed class BrokenException(string what) : Exception(what)
{
    public static void Unless([DoesNotReturnIf(false)] bool holds, Func<string> what)
    {
        if (!holds)
        {
            throw new BrokenException(what());
        }
    }
}
