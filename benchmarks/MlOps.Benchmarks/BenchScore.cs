namespace MlOps.Benchmarks;

/// <summary>The answer: 24 bytes with its header.</summary>
public sealed class BenchScore
{
    public float Probability { get; set; }
}
