namespace MlOps.Routing.Staging;

/// <summary>What is to become of a row, decided before anybody is asked.</summary>
internal enum Sampling
{
    /// <summary>It is not sampled.</summary>
    No,

    /// <summary>It is sampled, and has a place in the lane that it is to take or to give back.</summary>
    Placed,

    /// <summary>It is sampled, and there is no place for it.</summary>
    Dropped,
}
