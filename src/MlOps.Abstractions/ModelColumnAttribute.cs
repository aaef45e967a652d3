namespace MlOps;

/// <summary>Says what a row's property or field is to a model: the column's name there, and what no standard attribute says of it.</summary>
/// <remarks>
/// <para>The name counts wherever columns are named: in a schema and in a violation. The rest is read by <c>DataSchema.FromAttributes</c>.</para>
/// <para>Names of columns are one of a kind in a row type.</para>
/// </remarks>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class ModelColumnAttribute : Attribute
{
    /// <summary>Makes the member a column of its own name.</summary>
    public ModelColumnAttribute()
    {
    }

    /// <summary>Makes the member a column of another name, such as that of a tensor.</summary>
    /// <param name="name">The name.</param>
    public ModelColumnAttribute(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Name = name;
    }

    /// <summary>The column's name; null for that of the member.</summary>
    public string? Name { get; }

    /// <summary>Of a vector: how many elements it has. Default: 0, any number.</summary>
    public int Length { get; set; }

    /// <summary>What a missing value means. Default: <see cref="MlOps.Presence.Required"/>.</summary>
    public Presence Presence
    {
        get => SaidPresence ?? Presence.Required;
        set => SaidPresence = value;
    }

    /// <summary>What <see cref="Presence"/> was set to; null if it wasn't.</summary>
    public Presence? SaidPresence { get; private set; }

    /// <summary>Whether its values must appear in no report, log or exception.</summary>
    public bool Sensitive { get; set; }

    /// <summary>What its numbers count, such as <c>years</c>, for people.</summary>
    public string? Unit { get; set; }

    /// <summary>Values that mean that there is none, such as <c>?</c> or <c>-999</c>.</summary>
    public string[] MissingWhen { get; set; } = [];

    /// <summary>Where the column is expected, such as <see cref="SchemaEnvironments.Training"/>. Default: everywhere.</summary>
    public string[] ExpectedIn { get; set; } = [];
}
