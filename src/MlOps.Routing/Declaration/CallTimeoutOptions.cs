using System.ComponentModel.DataAnnotations;

namespace MlOps;

#pragma warning disable IL2026 // The generated validator puts an attribute of its own in the place of this one, which needs no reflection.

/// <summary>How long one call to a route may take, and what becomes of a call that takes longer. The caller leaves, and the next route is asked.</summary>
public sealed class CallTimeoutOptions
{
    /// <summary>After what time a call has failed, from a millisecond to a day; null for never. Default: null.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00")]
    public TimeSpan? After { get; set; }

    /// <summary>
    /// Whether calls run on threads of the route's own, which a caller can leave. A model that can't be interrupted needs them: one that a
    /// runtime loaded, or a function. An <see cref="IModel{TInput,TOutput}"/> of the host needs them if it blocks the calling thread.
    /// Default: false.
    /// </summary>
    /// <remarks>It costs each call a change of threads, some microseconds, and some objects.</remarks>
    public bool UseWorkers { get; set; }

    /// <summary>How many of these threads a route has at most, not counting those that are stuck, from 1 to 1000; calls wait for one within their time. Default: the number of processors.</summary>
    [Range(1, 1000)]
    public int MaxWorkers { get; set; } = Environment.ProcessorCount;

    /// <summary>
    /// How many threads may be stuck in overdue calls, from 1 to 1000. Each is replaced by another, and is used again when its call returns.
    /// At this number the route is not asked any more, until one returns or a new plan serves. Default: 2.
    /// </summary>
    [Range(1, 1000)]
    public int MaxStuckWorkers { get; set; } = 2;
}
