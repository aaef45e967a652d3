namespace MlOps.Heuristics.State;

/// <summary>A part of the keys, in the order in which they were last seen.</summary>
internal sealed class KeyedShard<TKey, TState>
    where TKey : notnull
{
    private const int Nobody = -1;

    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, int> _places = [];
    private readonly Stack<int> _free = [];
    private Entry[] _entries = new Entry[4];
    private int _used;
    private int _maxKeys = 1;
    private int _newest = Nobody;
    private int _oldest = Nobody;
    private long _forgotten;

    public long Forgotten => Interlocked.Read(ref _forgotten);

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _places.Count;
            }
        }
    }

    /// <summary>At least one key fits, however small a share of the whole the shard has.</summary>
    public void Resize(int maxKeys)
    {
        lock (_lock)
        {
            _maxKeys = Math.Max(1, maxKeys);
            while (_places.Count > _maxKeys)
            {
                _free.Push(Forget());
            }
        }
    }

    public bool Update<TArgument>(TKey key, TArgument argument, StateChange<TState, TArgument> change)
    {
        lock (_lock)
        {
            var isNew = !_places.TryGetValue(key, out var place);
            if (isNew)
            {
                place = MakeRoom();
                _entries[place].Key = key;
                _entries[place].State = default!;
                _places.Add(key, place);
            }
            else
            {
                Unlink(place);
            }

            LinkAsNewest(place);
            return change(ref _entries[place].State, isNew, argument);
        }
    }

    private int MakeRoom()
    {
        if (_places.Count >= _maxKeys)
        {
            return Forget();
        }

        if (_free.TryPop(out var free))
        {
            return free;
        }

        if (_used == _entries.Length)
        {
            Array.Resize(ref _entries, (int)Math.Min(_maxKeys, 2L * _used));
        }

        return _used++;
    }

    private int Forget()
    {
        var place = _oldest;
        Unlink(place);
        _places.Remove(_entries[place].Key);
        _entries[place] = default;
        _forgotten++;
        return place;
    }

    private void LinkAsNewest(int place)
    {
        _entries[place].Older = _newest;
        _entries[place].Newer = Nobody;
        if (_newest == Nobody)
        {
            _oldest = place;
        }
        else
        {
            _entries[_newest].Newer = place;
        }

        _newest = place;
    }

    private void Unlink(int place)
    {
        var (older, newer) = (_entries[place].Older, _entries[place].Newer);
        if (older == Nobody)
        {
            _oldest = newer;
        }
        else
        {
            _entries[older].Newer = newer;
        }

        if (newer == Nobody)
        {
            _newest = older;
        }
        else
        {
            _entries[newer].Older = older;
        }
    }

    private struct Entry
    {
        public TKey Key;
        public TState State;
        public int Older;
        public int Newer;
    }
}
