using System.Collections.ObjectModel;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlOps;

/// <summary>What a version was made with.</summary>
public sealed record ModelEnvironment
{
    // Those that decide what a model computes.
    private static readonly string[] Matter = ["Microsoft.ML", "Microsoft.Data.Analysis", "MlOps."];

    // Reading one's name costs more than writing a record does.
    private static readonly ConditionalWeakTable<Assembly, Package> Known = [];

    /// <summary>The runtime, such as <c>.NET 10.0.1</c>.</summary>
    public required string Runtime { get; init; }

    /// <summary>The operating system, as it describes itself.</summary>
    public required string OperatingSystem { get; init; }

    /// <summary>The processor's architecture, such as <c>X64</c>.</summary>
    public required string Architecture { get; init; }

    /// <summary>The versions of the packages that matter, by name.</summary>
    public IReadOnlyDictionary<string, string> Packages { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>
    /// This process, with the libraries of Microsoft.ML, ONNX Runtime and MlOps.Sdk that it has loaded by now. Add others with
    /// <c>with { Packages = … }</c>.
    /// </summary>
    public static ModelEnvironment Current() => new()
    {
        Runtime = RuntimeInformation.FrameworkDescription,
        OperatingSystem = RuntimeInformation.OSDescription,
        Architecture = RuntimeInformation.ProcessArchitecture.ToString(),
        Packages = new ReadOnlyDictionary<string, string>(AppDomain.CurrentDomain.GetAssemblies()
            .Select(a => Known.GetValue(a, Look))
            .Where(p => p.Version is not null)
            .DistinctBy(p => p.Name)
            .OrderBy(p => p.Name, StringComparer.Ordinal)
            .ToDictionary(p => p.Name, p => p.Version!, StringComparer.Ordinal)),
    };

    private static Package Look(Assembly assembly)
    {
        var name = assembly.GetName();
        return Array.Exists(Matter, prefix => name.Name?.StartsWith(prefix, StringComparison.Ordinal) is true)
            ? new(name.Name!, VersionOf(assembly, name))
            : new("", null);
    }

    // The informational version ends in the commit, which says nothing to a person.
    private static string VersionOf(Assembly assembly, AssemblyName name) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
        ?? name.Version?.ToString()
        ?? "unknown";

    // The version is null for one that doesn't matter.
    private sealed record Package(string Name, string? Version);
}
