using MlOps;
using ShadowAndCanary.Data;

namespace ShadowAndCanary.Trial;

/// <summary>Who answered in one phase, and whom.</summary>
internal sealed class Answers
{
    private readonly Dictionary<(Route? By, Route? Assigned), (int Rows, HashSet<string> Customers)> _counts = [];

    public int Total { get; private set; }

    public IEnumerable<(Route? By, Route? Assigned, int Rows, int Customers)> Counts => _counts
        .OrderBy(c => c.Key.Assigned?.Role)
        .ThenBy(c => c.Key.By?.Role)
        .Select(c => (c.Key.By, c.Key.Assigned, c.Value.Rows, c.Value.Customers.Count));

    /// <summary>The customers whom the plan gave to a canary.</summary>
    public IReadOnlySet<string> CustomersOfTheCanary => _counts
        .Where(c => c.Key.Assigned is { Role: RouteRole.Canary })
        .SelectMany(c => c.Value.Customers)
        .ToHashSet(StringComparer.Ordinal);

    public void Add(House house, in Prediction<Price> prediction)
    {
        Total++;
        var who = (prediction.Route, prediction.Assigned);
        var (rows, customers) = _counts.TryGetValue(who, out var count) ? count : (0, new(StringComparer.Ordinal));
        customers.Add(house.Customer);
        _counts[who] = (rows + 1, customers);
    }
}
