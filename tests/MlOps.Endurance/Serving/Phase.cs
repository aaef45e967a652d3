namespace MlOps.Endurance.Serving;

/// <summary>What calls took that were due in one kind of time, such as while versions are swapped.</summary>
internal sealed class Phase(string name)
{
    public string Name => name;

    /// <summary>Calls made by the thread that paces them.</summary>
    public Latencies OnOwnThreads { get; } = new();

    /// <summary>Calls handed to the thread pool, as a web server's are.</summary>
    public Latencies OnThePool { get; } = new();

    public RuntimeWork Runtime { get; } = new();
}
