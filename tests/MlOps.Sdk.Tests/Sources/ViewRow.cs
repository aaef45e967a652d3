using System.Globalization;

namespace MlOps.Sources;

/// <summary>The same for ML.NET, which has no null: of a number it is NaN, of anything else a text that is empty.</summary>
public sealed record ViewRow
{
    public float Single { get; init; }

    public float MaybeSingle { get; init; }

    public double Double { get; init; }

    public double MaybeDouble { get; init; }

    public int Int { get; init; }

    public string MaybeInt { get; init; } = "";

    public long Long { get; init; }

    public bool Flag { get; init; }

    public string MaybeFlag { get; init; } = "";

    public string Text { get; init; } = "";

    public string Name { get; init; } = "";

    public float[] Items { get; init; } = [];

    public static ViewRow Of(Row r) => new()
    {
        Single = r.Single,
        MaybeSingle = r.MaybeSingle ?? float.NaN,
        Double = r.Double,
        MaybeDouble = r.MaybeDouble ?? double.NaN,
        Int = r.Int,
        MaybeInt = r.MaybeInt?.ToString(CultureInfo.InvariantCulture) ?? "",
        Long = r.Long,
        Flag = r.Flag,
        MaybeFlag = r.MaybeFlag?.ToString() ?? "",
        Text = r.Text ?? "",
        Name = r.Name ?? "",
        Items = r.Items,
    };
}
