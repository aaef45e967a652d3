namespace MlOps.Registry.Conformance;

/// <summary>The steps that a registry takes on its stores, and what is to happen at one of them.</summary>
public sealed class Steps
{
    private int _next;

    /// <summary>What happens, and whether the store is locked meanwhile so that it can't be waited for.</summary>
    public Action<bool>? Happens { get; set; }

    /// <summary>Before which step, from 0; and it is done once.</summary>
    public int At { get; init; }

    /// <summary>Only steps of this name count; null for all.</summary>
    public string? Named { get; init; }

    public void Take(string name, bool locked)
    {
        if ((Named ?? name) == name && _next++ == At && Happens is { } happens)
        {
            Happens = null;
            happens(locked);
        }
    }
}
