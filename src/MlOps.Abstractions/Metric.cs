using System.Globalization;
using System.Text.Json.Serialization;

namespace MlOps;

/// <summary>A measurement: a value, or the reason why there is none. It judges nothing.</summary>
public sealed record Metric
{
    /// <summary>The measured value; null where measuring failed.</summary>
    public double? Value { get; init; }

    /// <summary>Why there is no value; null where there is one.</summary>
    public string? Failure { get; init; }

    /// <summary>On how many rows it was measured; null where that is not known.</summary>
    public long? Samples { get; init; }

    /// <summary>Which way is better.</summary>
    public Direction Better { get; init; }

    /// <summary>Whether there is a value.</summary>
    [JsonIgnore]
    public bool HasValue => Value is not null;

    /// <summary>A measured value.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is NaN or infinite: that is <see cref="Failed"/>; or <paramref name="samples"/> is negative.</exception>
    public static Metric Of(double value, long? samples = null, Direction better = Direction.Higher)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "A metric's value is a finite number; use Metric.Failed to say why there is none.");
        }

        ArgumentOutOfRangeException.ThrowIfNegative(samples ?? 0, nameof(samples));
        return new() { Value = value, Samples = samples, Better = better };
    }

    /// <summary>A measurement that gave no value.</summary>
    public static Metric Failed(string why, Direction better = Direction.Higher)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(why);
        return new() { Failure = why, Better = better };
    }

    /// <summary>The value, or the failure.</summary>
    public override string ToString() => Value?.ToString("G6", CultureInfo.InvariantCulture) ?? $"failed: {Failure}";
}
