using System.Runtime.InteropServices;

namespace MlOps.MLNet.Pooling;

/// <summary>A place for one engine. Whoever turned <see cref="Idle"/> from 1 to 0 has the engine alone until they return it.</summary>
internal sealed class EngineSlot<TEngine>
    where TEngine : class
{
    /// <summary>1 while the engine waits for a call; 0 while one has it or there is none.</summary>
    public int Idle;

    // Keeps neighbours off this slot's cache line, and off the one that a processor fetches along with it.
#pragma warning disable CS0169 // It is there for its size alone.
    private readonly Padding _padding;
#pragma warning restore CS0169

    /// <summary>The engine; null until it is made.</summary>
    public TEngine? Engine { get; set; }

    [StructLayout(LayoutKind.Sequential, Size = 112)]
    private readonly struct Padding;
}
