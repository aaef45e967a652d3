using System.Globalization;

namespace MlOps.Endurance;

/// <summary>What the command line asks of a verb.</summary>
internal sealed class Settings
{
    private readonly IVerb _verb;
    private readonly Dictionary<string, int> _values;

    private Settings(IVerb verb) => (_verb, _values) = (verb, verb.Options.ToDictionary(o => o.Name, o => o.Default, StringComparer.Ordinal));

    public int Rounds => this["--rounds"];

    public int Seed => this["--seed"];

    /// <summary>Whether times are judged, and not only printed.</summary>
    public bool AssertTime => this[Option.AssertTime.Name] == 1;

    public int this[string option] => _values[option];

    /// <exception cref="UsageException">The arguments make no sense.</exception>
    public static (IVerb Verb, Settings Settings) Parse(IVerb[] verbs, string[] arguments)
    {
        if (arguments is not [var name, .. var rest] || Array.Find(verbs, v => v.Name == name) is not { } verb)
        {
            throw new UsageException($"Say what must hold: {string.Join("; or ", verbs.Select(Usage))}.");
        }

        var settings = new Settings(verb);
        for (var at = 0; at < rest.Length; at++)
        {
            if (Array.Find(verb.Options, o => o.Name == rest[at]) is not { } option)
            {
                throw new UsageException($"There is no '{rest[at]}': {Usage(verb)}.");
            }

            settings._values[option.Name] = option.IsFlag ? 1
                : int.TryParse(rest.ElementAtOrDefault(++at), NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= option.Least
                ? value
                : throw new UsageException($"{option.Name} wants a whole number of at least {option.Least}.");
        }

        return (verb, settings);
    }

    public override string ToString() =>
        string.Join(' ', _verb.Options.Where(o => !o.IsFlag || this[o.Name] == 1).Select(o => o.IsFlag ? o.Name : $"{o.Name} {this[o.Name]}"));

    private static string Usage(IVerb verb) => $"{verb.Name} {string.Join(' ', verb.Options.Select(o => o.IsFlag ? $"[{o.Name}]" : $"[{o.Name} N]"))}";
}
