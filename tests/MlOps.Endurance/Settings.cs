using System.Globalization;

namespace MlOps.Endurance;

/// <summary>What the command line asks of a verb.</summary>
internal sealed class Settings
{
    private readonly Dictionary<string, int> _values;

    private Settings(IVerb verb) => _values = verb.Options.ToDictionary(o => o.Name, o => o.Default, StringComparer.Ordinal);

    public int Rounds => this["--rounds"];

    public int Seed => this["--seed"];

    public int this[string option] => _values[option];

    /// <exception cref="UsageException">The arguments make no sense.</exception>
    public static (IVerb Verb, Settings Settings) Parse(IVerb[] verbs, string[] arguments)
    {
        if (arguments is not [var name, .. var rest] || Array.Find(verbs, v => v.Name == name) is not { } verb)
        {
            throw new UsageException($"Say what must hold: {string.Join("; or ", verbs.Select(Usage))}.");
        }

        var settings = new Settings(verb);
        foreach (var pair in rest.Chunk(2))
        {
            if (Array.Find(verb.Options, o => o.Name == pair[0]) is not { } option)
            {
                throw new UsageException($"There is no '{pair[0]}': {Usage(verb)}.");
            }

            settings._values[option.Name] = pair is [_, var text]
                && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= option.Least
                ? value
                : throw new UsageException($"{option.Name} wants a whole number of at least {option.Least}.");
        }

        return (verb, settings);
    }

    public override string ToString() => string.Join(' ', _values.Select(v => $"{v.Key} {v.Value}"));

    private static string Usage(IVerb verb) => $"{verb.Name} {string.Join(' ', verb.Options.Select(o => $"[{o.Name} N]"))}";
}
