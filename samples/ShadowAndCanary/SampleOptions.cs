using System.Globalization;

namespace ShadowAndCanary;

/// <summary>What the command line asks for.</summary>
internal sealed record SampleOptions
{
    public const string Usage = """
        ShadowAndCanary: a new version of a model on trial beside the old one, from shadow to canary to live, and back.

          --seed N         another market and other customers (default 1)
          --registry DIR   where versions and deployments are kept between runs (default: nowhere)
          --help           this text
        """;

    public int Seed { get; private init; } = 1;

    public string? Registry { get; private init; }

    public bool Help { get; private init; }

    /// <returns>The options, or the mistake.</returns>
    public static (SampleOptions? Options, string? Mistake) Parse(params ReadOnlySpan<string> arguments)
    {
        var options = new SampleOptions();
        while (!arguments.IsEmpty)
        {
            switch (arguments)
            {
                case ["--help" or "-h", ..]:
                    return (options with { Help = true }, null);
                case ["--seed", var text, ..] when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed):
                    options = options with { Seed = seed };
                    break;
                case ["--seed", ..]:
                    return (null, "--seed wants a whole number after it, from 0 on.");
                case ["--registry", { Length: > 0 } directory, ..] when !directory.StartsWith("--", StringComparison.Ordinal) && !File.Exists(directory):
                    options = options with { Registry = directory };
                    break;
                case ["--registry", ..]:
                    return (null, "--registry wants a directory after it, one that is there or can be made.");
                default:
                    return (null, $"Unknown option '{arguments[0].ReplaceLineEndings(" ")}'; --help lists those there are.");
            }

            arguments = arguments[2..];
        }

        return (options, null);
    }
}
