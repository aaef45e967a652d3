using System.Text.Json.Serialization;

namespace MlOps.Aot;

/// <summary>An answer; a struct, whose columns are read in a way of their own.</summary>
[JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
internal readonly record struct Score
{
    public required float Probability { get; init; }

    public string? Band { get; init; }

    public int Points { get; init; }
}
