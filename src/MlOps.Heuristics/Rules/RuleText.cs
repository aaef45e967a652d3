using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace MlOps.Heuristics.Rules;

/// <summary>A rule in words.</summary>
/// <param name="Readable">For people: <c>price band (clamp): Maximum 5000000, Minimum 10000; code of Prices</c>.</param>
/// <param name="Parts">All that tells the rule from another.</param>
internal sealed record RuleText(string Readable, IReadOnlyList<string> Parts)
{
    /// <summary>Says what a rule is.</summary>
    /// <param name="name">The rule's name.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="options">Its options.</param>
    /// <param name="source">Where it reads and writes, for a rule of the configuration; the code that it holds, for one of code.</param>
    public static RuleText Of<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] TOptions>(
        string name, RuleKind<TOptions> kind, TOptions options, RuleSource source)
        where TOptions : HeuristicOptions, new()
    {
        List<string> parts = [name, kind.Name];
        List<string> words = [];
        foreach (var property in kind.Properties)
        {
            var value = property.GetValue(options);
            string[] items = value is not string and IEnumerable list ? [.. list.Cast<object>().Select(Say)] : value is null ? [] : [Say(value)];
            parts.AddRange([property.Name, $"{items.Length}", .. items]);
            if (property.Name is not (nameof(HeuristicOptions.DryRun) or nameof(HeuristicOptions.Enabled)) && value is not (null or false) && items.Length > 0)
            {
                // The texts of a list may be names of customers or hosts: in a log their number is enough.
                words.Add(value is ICollection<string> ? $"{items.Length} {property.Name}" : $"{property.Name} {string.Join(" and ", items)}");
            }
        }

        parts.AddRange(source.Parts);
        var said = string.Join("; ", ((string[])[string.Join(", ", words), source.Readable]).Where(w => w.Length > 0));
        return new($"{name} ({kind.Name}{(options.DryRun ? ", dry run" : "")}){(said.Length > 0 ? ": " : "")}{said}", parts);
    }

    private static string Say(object value) => value switch
    {
        DateTimeOffset time => time.ToString("O", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => $"{value}",
    };
}
