using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Primitives;

namespace MlOps.Heuristics.Running;

/// <summary>A section with one of its keys alone: bound key by key, it tells every mistake and not only the first.</summary>
internal sealed class OneKey(IConfiguration section, string key) : IConfiguration
{
    public string? this[string other]
    {
        get => Is(other) ? section[other] : null;
        set => throw new NotSupportedException();
    }

    public IEnumerable<IConfigurationSection> GetChildren() => section.GetChildren().Where(c => Is(c.Key));

    public IChangeToken GetReloadToken() => section.GetReloadToken();

    // No key of a configuration holds a zero.
    public IConfigurationSection GetSection(string other) => section.GetSection(Is(other) ? other : "\0");

    private bool Is(string other) => other.Equals(key, StringComparison.OrdinalIgnoreCase);
}
