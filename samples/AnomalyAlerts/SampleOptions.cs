using System.Globalization;

namespace AnomalyAlerts;

/// <summary>What the command line asks for.</summary>
internal sealed record SampleOptions(int Seed, bool Help)
{
    public const string Usage = """
        AnomalyAlerts: a detector surfaces spikes in a fleet's metrics; layers of domain rules leave the alerts worth waking for.

          --seed N   another fleet's three weeks (default 1)
          --help     this text
        """;

    /// <returns>The options, or the mistake.</returns>
    public static (SampleOptions? Options, string? Mistake) Parse(string[] arguments) => arguments switch
    {
        [] => (new(Seed: 1, Help: false), null),
        ["--help" or "-h"] => (new(Seed: 1, Help: true), null),
        ["--seed", var text] when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed) => (new(seed, Help: false), null),
        ["--seed", ..] => (null, "--seed wants one whole number after it, from 0 on."),
        [var unknown, ..] => (null, $"Unknown option '{unknown.ReplaceLineEndings(" ")}'; --help lists those there are."),
    };
}
