namespace ShadowAndCanary.Data;

/// <summary>A market that is the same for the same seed: houses near a station cost more, and older ones less.</summary>
internal sealed class HouseMarket(int seed)
{
    public const int Customers = 500;

    private const double WithoutDistance = 0.02;

    private readonly Random _random = new(seed);

    /// <summary>What was sold. The distance was measured for each.</summary>
    public IReadOnlyList<Sale> Sales(int count) => [.. Enumerable.Range(0, count).Select(_ => Sold(Next(withoutDistance: 0)))];

    /// <summary>What customers ask about; some leave the distance out.</summary>
    public IReadOnlyList<House> Questions(int count) => [.. Enumerable.Range(0, count).Select(_ => (House)Next(WithoutDistance))];

    private Sale Next(double withoutDistance)
    {
        var area = 30 + _random.Next(170);
        var km = _random.Next(0, 200) / 10f;
        return new()
        {
            Customer = $"customer-{_random.Next(Customers)}",
            Area = area,
            Rooms = Math.Max(1, (area / 25) + _random.Next(-1, 2)),
            Age = _random.Next(100),
            KmToStation = _random.NextDouble() < withoutDistance ? float.NaN : km,
        };
    }

    private Sale Sold(Sale house) => house with
    {
        Paid = house.Area * 4 * (1 - (house.Age / 400)) / (1 + (house.KmToStation / 40)) * (0.95f + (0.1f * _random.NextSingle())),
    };
}
