using System.ComponentModel.DataAnnotations;

namespace MlOps;

#pragma warning disable IL2026 // The generated validator puts an attribute of its own in the place of this one, which needs no reflection.

/// <summary>
/// How a candidate is compared with the live version: off the callers' path, on threads of its own, as far as these can take it. A shadow
/// is asked what live answered, and live is asked again what a canary answered.
/// </summary>
public sealed class ShadowOptions
{
    /// <summary>The share of rows that are sampled, from 0 to 1. Default: 1, all.</summary>
    [Range(0.0, 1.0)]
    public double SampleShare { get; set; } = 1;

    /// <summary>
    /// How many sampled rows may be under way or wait for a worker, from 1 to 1,000,000; those beyond are dropped and counted. Each that waits
    /// holds its row and an answer in memory. Default: 1000.
    /// </summary>
    [Range(1, 1_000_000)]
    public int MaxQueued { get; set; } = 1000;

    /// <summary>How many rows are asked at once, each on a thread of its own, not counting those that are stuck, from 1 to 1000. Default: 1.</summary>
    [Range(1, 1000)]
    public int MaxWorkers { get; set; } = 1;

    /// <summary>After what time a row has failed, from a millisecond to a day. Default: 10 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How many threads may be stuck in overdue calls, from 1 to 1000; each is replaced by another. At this number nobody is asked any more
    /// until one returns, and rows count as failed. Default: 2.
    /// </summary>
    [Range(1, 1000)]
    public int MaxStuckWorkers { get; set; } = 2;

    /// <summary>
    /// How far apart two numbers may be and agree, where the host said nothing else of how answers are compared: <c>|a − b|</c> over the
    /// largest of 1, <c>|a|</c> and <c>|b|</c>, from 0 up. Default: 0.01.
    /// </summary>
    [Range(0.0, double.MaxValue)]
    public double Tolerance { get; set; } = 0.01;
}
