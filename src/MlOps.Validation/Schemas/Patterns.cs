using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;

namespace MlOps.Validation.Schemas;

/// <summary>Patterns of one kind only: those that take time linear in the text, whatever the text.</summary>
internal static class Patterns
{
    private const int MaxLength = 1_000;

    // Counted repetitions are unrolled, and nested ones multiply: (a{1000}){1000} would be a machine of a million states.
    // And overlapping ones make single steps slow, which no timeout sees: with two thousand states one step takes minutes, with a thousand none does.
    private const long MaxStates = 1_000;

    // A schema may have thousands of patterns, and each row is matched to all of them.
    private const long MaxStatesTogether = 100_000;

    // Linear is not fast: a step may look at each of those states, and a text be long. The clock is asked each thousand characters, so that a host that stands
    // still for a moment fails no ordinary text.
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(1);

    private static readonly SearchValues<char> OptionLetters = SearchValues.Create("imnsx-+");

    /// <exception cref="ArgumentException">It is no regular expression.</exception>
    /// <exception cref="NotSupportedException">It needs backtracking, or too much memory.</exception>
    public static Regex Compile(string pattern)
    {
        if (pattern.Length > MaxLength || States(pattern) > MaxStates)
        {
            throw new NotSupportedException($"it is longer than {MaxLength} characters, or its repetitions unroll to more than {MaxStates}.");
        }

        return new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, MaxTime);
    }

    /// <summary>What is wrong with so many patterns in one schema, or null.</summary>
    public static string? Mistake(IEnumerable<string> patterns) => patterns.Sum(States) <= MaxStatesTogether ? null
        : $"Its patterns unroll to more than {MaxStatesTogether} states together; leave some of them out.";

    /// <summary>About how many states its repetitions unroll to. It reads any text, also what is no pattern, and then means nothing.</summary>
    private static long States(string pattern)
    {
        var open = new Stack<(long Sum, long Last)>();
        var (sum, last) = (0L, 0L);
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '\\':
                    (sum, last) = (sum + 1, 1);
                    i += Escaped(pattern, i);
                    break;
                case '[':
                    if (EndOfClass(pattern, i) is not { } end)
                    {
                        return AtMost(pattern);
                    }

                    i = end;
                    (sum, last) = (sum + 1, 1);
                    break;
                case '(' when IsCommentOrSpaced(pattern.AsSpan(i)):
                    return AtMost(pattern);
                case '(':
                    open.Push((sum, last));
                    (sum, last) = (0, 0);
                    break;
                case ')' when open.TryPop(out var outer):
                    (sum, last) = (Math.Min(outer.Sum + sum, MaxStates + 1), sum);
                    break;
                case '{' when Count(pattern, i) is { } count:
                    sum = Math.Min(sum + (last * Math.Max(count - 1, 0)), MaxStates + 1);
                    last = Math.Min(last * count, MaxStates + 1);
                    break;
                default:
                    (sum, last) = (sum + 1, 1);
                    break;
            }
        }

        // What isn't closed is no pattern, or a bracket within a class that this misread: count it in.
        return open.Aggregate(sum, (all, outer) => Math.Min(all + outer.Sum, MaxStates + 1));
    }

    // Null where a class holds another one, or what looks like it.
    private static int? EndOfClass(string pattern, int start)
    {
        // A bracket that comes first is one of the characters.
        for (var i = start + (pattern.AsSpan(start).StartsWith("[^") ? 3 : 2); i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case ']':
                    return i;
                case '[':
                    return null;
                case '\\':
                    i += Escaped(pattern, i);
                    break;
            }
        }

        return start;
    }

    // After a backslash; a control character is \c and one more, be that a bracket.
    private static int Escaped(string pattern, int at) => pattern.AsSpan(at).StartsWith(@"\c") ? 2 : 1;

    // Between what is repeated and how often there can be a comment and, by the option x, blanks.
    private static bool IsCommentOrSpaced(ReadOnlySpan<char> group)
    {
        if (!group.StartsWith("(?"))
        {
            return false;
        }

        var options = group[2..];
        var end = options.IndexOfAnyExcept(OptionLetters);
        return options.StartsWith("#") || (end > 0 && options[..end].Contains('x'));
    }

    // All repetitions multiply: more than there are, whatever is within what.
    private static long AtMost(string pattern)
    {
        var states = (long)pattern.Length;
        for (var i = 0; i < pattern.Length; i++)
        {
            states = pattern[i] == '{' && Count(pattern, i) is { } count ? Math.Min(states * Math.Max(count, 1), MaxStates + 1) : states;
        }

        return states;
    }

    private static long? Count(string pattern, int start)
    {
        var end = pattern.IndexOf('}', start);
        var parts = end < 0 ? [] : pattern[(start + 1)..end].Split(',');
        return parts.Length is 1 or 2 && parts.All(p => p.All(char.IsAsciiDigit)) && parts[0].Length > 0
            ? parts.Max(p => p.Length == 0 ? 0 : long.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? Math.Min(n, MaxStates + 1) : MaxStates + 1)
            : null;
    }
}
