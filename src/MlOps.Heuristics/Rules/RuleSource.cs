using System.Globalization;

namespace MlOps.Heuristics.Rules;

/// <summary>What a rule consists of beside its options.</summary>
/// <param name="Readable">For people.</param>
/// <param name="Parts">What tells it from another.</param>
internal sealed record RuleSource(string Readable, IReadOnlyList<string> Parts)
{
    /// <summary>Code: the modules that hold it. A module that is built anew from other code has another version id.</summary>
    public static RuleSource Code(params IEnumerable<object?> code)
    {
        // A lambda is a method of an object of its own; where a static method was given, there is none.
        var modules = code.OfType<object>()
            .Select(c => c is Delegate function ? function.Target?.GetType().Module ?? function.Method.Module : c.GetType().Module)
            .Distinct()
            .Select(m => (m.Assembly.GetName().Name, Id: m.ModuleVersionId.ToString("N", CultureInfo.InvariantCulture)))
            .ToArray();
        return new(
            modules.Length == 0 ? "" : $"code of {string.Join(" and ", modules.Select(m => $"{m.Name} {m.Id[..8]}"))}",
            [.. modules.Select(m => $"{m.Name} {m.Id}")]);
    }
}
