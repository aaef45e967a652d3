using System.Globalization;

namespace CensusIncome;

/// <summary>What the command line asks for.</summary>
internal sealed record SampleOptions
{
    public const int DefaultRows = 8_000;

    public const int FewestRows = 500;

    private const int MostRows = 1_000_000;

    public const string Usage = """
        CensusIncome: who earns over 50K? A model's life with MlOps.Sdk, from training to roll-back.

          --data PATH       the UCI Adult file, a CSV with header; without it a census-like set is generated
          --rows N          size of the generated set, 500 to 1000000 (default 8000)
          --registry DIR    where versions and deployments are kept between runs
                            (default census-registry, with --data census-registry-adult)
          --help            this text
        """;

    public string? DataPath { get; private init; }

    public int? Rows { get; private init; }

    public string Registry { get => field ?? (DataPath is null ? "census-registry" : "census-registry-adult"); private init; }

    public bool Help { get; private init; }

    /// <exception cref="UsageException">The arguments make no sense.</exception>
    public static SampleOptions Parse(IEnumerable<string> arguments)
    {
        var options = new SampleOptions();
        var left = new Queue<string>(arguments);
        while (left.TryDequeue(out var name))
        {
            options = name switch
            {
                "--help" or "-h" => options with { Help = true },
                "--data" => options with { DataPath = ValueOf(name, left) },
                "--registry" => options with { Registry = ValueOf(name, left) },
                "--rows" => options with { Rows = Count(ValueOf(name, left)) },
                _ => throw new UsageException($"Unknown option '{name}'; --help lists those there are."),
            };
        }

        return options switch
        {
            { Help: true } => options,
            { DataPath: not null, Rows: not null } => throw new UsageException("--rows is the size of generated data; leave it out with --data."),
            _ when File.Exists(options.Registry) => throw new UsageException($"--registry names a directory, and '{options.Registry}' is a file."),
            _ => options,
        };
    }

    private static string ValueOf(string name, Queue<string> left) =>
        left.TryDequeue(out var value) && value.Length > 0 && !value.StartsWith("--", StringComparison.Ordinal)
            ? value
            : throw new UsageException($"{name} wants a value after it; --help says which.");

    private static int Count(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= FewestRows and <= MostRows
            ? count
            : throw new UsageException($"--rows wants a whole number from {FewestRows} to {MostRows}, not '{text}'.");
}
