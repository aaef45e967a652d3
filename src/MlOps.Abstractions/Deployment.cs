using System.Text.Json.Serialization;

namespace MlOps;

/// <summary>One entry of a model's history: a plan that was put in force, by whom, when and why. The latest entry is in force.</summary>
public sealed record Deployment
{
    /// <summary>The model's name.</summary>
    public required string Model { get; init; }

    /// <summary>1, 2, 3 … within the model, without gaps.</summary>
    public required int Number { get; init; }

    /// <summary>The plan, whole.</summary>
    public required DeploymentPlan Plan { get; init; }

    /// <summary>Who put it in force.</summary>
    public required string Author { get; init; }

    /// <summary>Why.</summary>
    public required ChangeReason Because { get; init; }

    /// <summary>When; never before the entry it follows.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The version that this entry went away from, where it is a roll-back; else null.</summary>
    public int? RolledBackFrom { get; init; }

    /// <summary>What the plan was forced past, if it was; else null.</summary>
    public string? ForcedPast { get; init; }

    /// <summary>The digest of the entry before; null for the first. It makes an entry that is edited or removed later show.</summary>
    public string? PreviousDigest { get; init; }

    /// <summary>
    /// The <see cref="ModelVersion.Digest"/> of each version that the plan names, by number, as it was when the plan was put in force, so
    /// that a host can tell a record that took another's place; null for entries made before this was kept.
    /// </summary>
    public IReadOnlyDictionary<int, string>? VersionDigests
    {
        get;
        init => field = value is null or NumberedDigests ? value : new NumberedDigests(value);
    }

    /// <summary>Who vouches for this entry, all of it but this signature; null where nobody does.</summary>
    public RecordSignature? Signature { get; init; }

    /// <summary>
    /// SHA-256 over this entry as the registry keeps it, the digest of the one before included. Whoever remembers it can later ask
    /// whether the history still leads up to it. Empty for one that was made by hand.
    /// </summary>
    [JsonIgnore]
    public string Digest { get; init; } = "";

    /// <summary>What to remember of it, to ask later with <see cref="IModelRegistry.VerifyHistoryAsync"/>.</summary>
    [JsonIgnore]
    public HistoryHead Head => new(Number, Digest);

    /// <summary>The deployment as a person writes it: <c>income #3: live v2, fallback v1</c>.</summary>
    public override string ToString() => $"{Model} #{Number}: {Plan}";
}
