using System.Collections.ObjectModel;

namespace MlOps;

/// <summary>Digests by number, in order, and equal to others that say the same: what a record needs to be compared as a value.</summary>
internal sealed class NumberedDigests(IReadOnlyDictionary<int, string> digests)
    : ReadOnlyDictionary<int, string>(new SortedDictionary<int, string>(digests.ToDictionary()))
{
    public override bool Equals(object? obj) => obj is NumberedDigests other && this.SequenceEqual(other);

    public override int GetHashCode() => this.Aggregate(0, HashCode.Combine);
}
