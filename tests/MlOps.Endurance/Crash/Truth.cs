namespace MlOps.Endurance.Crash;

/// <summary>What a registry must show after a kill: all that was acknowledged, and perhaps the one thing that was being tried.</summary>
internal sealed class Truth
{
    private readonly List<Registering> _versions = [];
    private readonly List<Changing> _changes = [];

    public IReadOnlyList<Registering> Versions => _versions;

    public IReadOnlyList<Changing> Changes => _changes;

    /// <summary>What was tried last and wasn't acknowledged, or null.</summary>
    public JournalEntry? UnderWay { get; private set; }

    /// <exception cref="BrokenException">A number was acknowledged that doesn't follow the one before.</exception>
    public void Hear(JournalEntry entry)
    {
        switch (entry)
        {
            case Registering or Changing:
                UnderWay = entry;
                break;
            case Acknowledged { Number: var number }:
                var expected = Become();
                BrokenException.Unless(number == expected, () => $"{number} was acknowledged where {expected} is next");
                break;
        }
    }

    /// <summary>Holds a registry to this, and lets what was under way be settled by what it shows.</summary>
    /// <returns>Whether what was under way came to be; false where nothing was.</returns>
    /// <exception cref="BrokenException">The registry shows something else.</exception>
    public bool Settle(Shown shown)
    {
        var came = UnderWay switch
        {
            Registering => shown.Versions.Count > _versions.Count,
            Changing => shown.History.Count > _changes.Count,
            _ => false,
        };
        if (came)
        {
            Become();
        }

        UnderWay = null;
        Compare("version", shown.Versions, v => (v.RegistrationId, v.Artifact.Digest), _versions, v => (v.Id, v.Digest));
        Compare("deployment", shown.History, d => (d.Plan.ToString(), d.RolledBackFrom), _changes, c => (c.Plan, c.AwayFrom));
        return came;
    }

    private int Become()
    {
        switch (UnderWay)
        {
            case Registering version:
                _versions.Add(version);
                UnderWay = null;
                return _versions.Count;
            case Changing change:
                _changes.Add(change);
                UnderWay = null;
                return _changes.Count;
            default:
                throw new BrokenException("something was acknowledged that nobody tried");
        }
    }

    private static void Compare<TShown, TTrue, TKey>(
        string what, IReadOnlyList<TShown> shown, Func<TShown, TKey> keyOfShown, List<TTrue> tried, Func<TTrue, TKey> keyOfTried)
    {
        for (var i = 0; i < Math.Max(shown.Count, tried.Count); i++)
        {
            BrokenException.Unless(i < shown.Count, () => $"{what} {i + 1} was acknowledged and is lost: {tried[i]}");
            BrokenException.Unless(i < tried.Count, () => $"{what} {i + 1} is there and nobody tried it: {shown[i]}");
            BrokenException.Unless(
                Equals(keyOfShown(shown[i]), keyOfTried(tried[i])), () => $"{what} {i + 1} is {keyOfShown(shown[i])}, and {keyOfTried(tried[i])} was tried");
        }
    }
}
