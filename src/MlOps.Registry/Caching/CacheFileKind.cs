namespace MlOps.Registry.Caching;

/// <summary>What a file of the cache holds.</summary>
internal enum CacheFileKind
{
    /// <summary>The plan of a model that was read last, under the digest of the registry's and the model's names.</summary>
    Plan,

    /// <summary>The plan before that, while what the last one names isn't all here or isn't what serves.</summary>
    PlanBefore,

    /// <summary>The digest of the plan that was last said to serve.</summary>
    Serving,

    /// <summary>The record of a version, under its own digest.</summary>
    Record,

    /// <summary>The bytes of a version, under their own digest.</summary>
    Bytes,
}
