using MlOps;

namespace ShadowAndCanary.Data;

/// <summary>What a house is expected to be; registered with both versions.</summary>
internal static class HouseSchema
{
    public static DataSchema Input { get; } = DataSchema.For<House>(schema => schema
        .Column(h => h.Area).Required().InRange(15, 400)
        .Column(h => h.Rooms).Required().InRange(1, 12)
        .Column(h => h.Age).Required().InRange(0, 300)
        .Column(h => h.KmToStation).Tolerated().InRange(0, 60));
}
