using System.Text;

namespace MlOps;

/// <summary>The rule for names of models.</summary>
public static class ModelName
{
    /// <summary>The longest name, in characters.</summary>
    public const int MaxLength = 100;

    /// <summary>The rule as a sentence, which every refusal of a name says.</summary>
    public const string Rule =
        "A model name is 1 to 100 characters of a-z, 0-9, '.', '_' and '-', starts and ends with a letter or digit, " +
        "holds no '..', and is no Windows device name such as 'con' or 'com1.txt'.";

    private static readonly HashSet<string> Devices = new(StringComparer.Ordinal)
    {
        "con", "prn", "aux", "nul",
        "com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9",
        "lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
    };

    /// <summary>Whether <paramref name="name"/> follows the rule.</summary>
    public static bool IsValid(string? name)
    {
        if (name is null || name.Length is 0 or > MaxLength || !IsEdge(name[0]) || !IsEdge(name[^1]))
        {
            return false;
        }

        foreach (var c in name)
        {
            if (!IsEdge(c) && c is not ('.' or '_' or '-'))
            {
                return false;
            }
        }

        var stem = name.Split('.', 2)[0];
        return !name.Contains("..", StringComparison.Ordinal) && !Devices.Contains(stem);
    }

    /// <summary>Returns <paramref name="name"/> if it follows the rule.</summary>
    /// <exception cref="ArgumentException">It doesn't; the message holds the rule.</exception>
    public static string Checked(string? name, string parameterName = "model") => IsValid(name)
        ? name!
        : throw new ArgumentException($"'{Printable(name)}' is no model name. {Rule}", parameterName);

    private static bool IsEdge(char c) => c is (>= 'a' and <= 'z') or (>= '0' and <= '9');

    // A refused name comes from outside: it is cut and stripped before it goes into a message or a log.
    private static string Printable(string? name)
    {
        var text = new StringBuilder();
        foreach (var c in (name ?? "").AsSpan(0, Math.Min(name?.Length ?? 0, MaxLength)))
        {
            text.Append(c is >= ' ' and <= '~' ? c : '?');
        }

        return text.ToString();
    }
}
