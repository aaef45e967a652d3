using System.Numerics;

namespace MlOps.Heuristics.State;

/// <summary>
/// What a rule remembers of each key, for a bounded number of keys: when there is no room for another, the key that was unseen longest is
/// forgotten. With more than a few thousand keys they are spread over shards with a lock and a bound each, so that threads seldom wait for each
/// other; then it is the one of its shard.
/// </summary>
/// <remarks>Allocates while it grows to its bound, and nothing after that.</remarks>
internal sealed class KeyedState<TKey, TState> : IKeyedState
    where TKey : notnull
{
    private const int KeysOfShard = 2048;
    private const int MaxShards = 64;

    private readonly KeyedShard<TKey, TState>[] _shards;

    public KeyedState(int maxKeys)
    {
        var shards = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(maxKeys / KeysOfShard, 1, MaxShards));
        _shards = [.. Enumerable.Range(0, shards).Select(_ => new KeyedShard<TKey, TState>())];
        Resize(maxKeys);
    }

    public long Forgotten => _shards.Sum(s => s.Forgotten);

    public int Count => _shards.Sum(s => s.Count);

    /// <summary>Sets how many keys there may be; where there are more, the oldest go.</summary>
    public void Resize(int maxKeys)
    {
        for (var i = 0; i < _shards.Length; i++)
        {
            _shards[i].Resize((maxKeys / _shards.Length) + (i < maxKeys % _shards.Length ? 1 : 0));
        }
    }

    public bool Update<TArgument>(TKey key, TArgument argument, StateChange<TState, TArgument> change)
    {
        // The high bits of a spread hash: the dictionary of a shard uses the low ones.
        var hash = (uint)EqualityComparer<TKey>.Default.GetHashCode(key) * 0x9E3779B1u;
        return _shards[(int)(hash >> 26) & (_shards.Length - 1)].Update(key, argument, change);
    }
}
