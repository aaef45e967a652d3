using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;

namespace MlOps;

/// <summary>Which versions of one model take traffic, and in which role: one immutable value, stated whole.</summary>
public sealed record DeploymentPlan
{
    /// <summary>Made by <see cref="Live(int)"/>; this constructor is for serialisers.</summary>
    [JsonConstructor]
    internal DeploymentPlan(int liveVersion, ImmutableArray<int> fallbackVersions, int? canaryVersion, double canaryShare, int? shadowVersion = null)
    {
        LiveVersion = liveVersion;
        FallbackVersions = fallbackVersions.IsDefault ? [] : fallbackVersions;
        CanaryVersion = canaryVersion;
        CanaryShare = canaryShare;
        ShadowVersion = shadowVersion;
        Check();
    }

    /// <summary>The version that takes the traffic.</summary>
    public int LiveVersion { get; }

    /// <summary>The versions that answer when live can't, first to last.</summary>
    public ImmutableArray<int> FallbackVersions { get; }

    /// <summary>The version on trial, or null.</summary>
    public int? CanaryVersion { get; }

    /// <summary>The share of routing keys that the canary takes, above 0 and up to 1; 0 without a canary.</summary>
    public double CanaryShare { get; }

    /// <summary>The version that sees a copy of the traffic and answers nobody, or null.</summary>
    public int? ShadowVersion { get; }

    /// <summary>Every version that the plan names, live first; one in two roles twice.</summary>
    [JsonIgnore]
    public IEnumerable<int> Versions => new[] { LiveVersion, CanaryVersion, ShadowVersion }.OfType<int>().Concat(FallbackVersions);

    /// <summary>A plan with one version and nothing behind it.</summary>
    public static DeploymentPlan Live(int version) => new(version, [], null, 0);

    /// <inheritdoc cref="Live(int)"/>
    public static DeploymentPlan Live(ModelVersion version) => Live(NumberOf(version));

    /// <summary>The same plan with more versions to fall back to, behind those it has.</summary>
    /// <exception cref="ArgumentException">A version would stand twice, or is below 1.</exception>
    public DeploymentPlan FallBackTo(params ReadOnlySpan<int> versions) =>
        new(LiveVersion, [.. FallbackVersions, .. versions], CanaryVersion, CanaryShare, ShadowVersion);

    /// <inheritdoc cref="FallBackTo(ReadOnlySpan{int})"/>
    public DeploymentPlan FallBackTo(ModelVersion version) => FallBackTo(NumberOf(version));

    /// <summary>The same plan with a version on trial.</summary>
    /// <param name="version">The candidate; not the live version. It may also be a fallback.</param>
    /// <param name="share">The share of routing keys that it takes, above 0 and up to 1.</param>
    /// <exception cref="ArgumentException">The version is the live one, or the share is out of its range.</exception>
    public DeploymentPlan Canary(int version, double share) => new(LiveVersion, FallbackVersions, version, share, ShadowVersion);

    /// <inheritdoc cref="Canary(int, double)"/>
    public DeploymentPlan Canary(ModelVersion version, double share) => Canary(NumberOf(version), share);

    /// <summary>The same plan with a version that sees a copy of the traffic and answers nobody.</summary>
    /// <param name="version">The candidate; neither the live version nor the canary. It may also be a fallback.</param>
    /// <exception cref="ArgumentException">The version is the live one or the canary, or is below 1.</exception>
    public DeploymentPlan Shadow(int version) => new(LiveVersion, FallbackVersions, CanaryVersion, CanaryShare, version);

    /// <inheritdoc cref="Shadow(int)"/>
    public DeploymentPlan Shadow(ModelVersion version) => Shadow(NumberOf(version));

    /// <summary>Two plans are equal if they name the same versions in the same roles and order.</summary>
    public bool Equals(DeploymentPlan? other) => other is not null
        && LiveVersion == other.LiveVersion
        && CanaryVersion == other.CanaryVersion
        && CanaryShare.Equals(other.CanaryShare)
        && ShadowVersion == other.ShadowVersion
        && FallbackVersions.SequenceEqual(other.FallbackVersions);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(LiveVersion, CanaryVersion, CanaryShare, ShadowVersion, FallbackVersions.Length);

    /// <summary>The plan as a person writes it: <c>live v7, fallback v6, canary v8 at 5%, shadow v9</c>.</summary>
    public override string ToString()
    {
        var fallbacks = FallbackVersions.IsEmpty ? "" : $", fallback {string.Join(", ", FallbackVersions.Select(v => $"v{v}"))}";
        var canary = CanaryVersion is null ? "" : string.Create(CultureInfo.InvariantCulture, $", canary v{CanaryVersion} at {CanaryShare * 100:0.##########}%");
        var shadow = ShadowVersion is null ? "" : $", shadow v{ShadowVersion}";
        return $"live v{LiveVersion}{fallbacks}{canary}{shadow}";
    }

    private static int NumberOf(ModelVersion version)
    {
        ArgumentNullException.ThrowIfNull(version);
        return version.Number;
    }

    private void Check()
    {
        foreach (var version in Versions)
        {
            if (version < 1)
            {
                throw new ArgumentException($"A plan names versions by their numbers, 1 and up; {version} is none.");
            }
        }

        if (FallbackVersions.Contains(LiveVersion) || FallbackVersions.Distinct().Count() != FallbackVersions.Length)
        {
            throw new ArgumentException($"A plan names each version once on its way from live to the last fallback; this one is {this}.");
        }

        if (CanaryVersion == LiveVersion)
        {
            throw new ArgumentException($"v{LiveVersion} can't be live and canary at once; leave the canary out.");
        }

        if (ShadowVersion is { } shadow && (shadow == LiveVersion || shadow == CanaryVersion))
        {
            throw new ArgumentException($"v{shadow} can't answer and be a shadow at once; leave the shadow out.");
        }

        if (CanaryVersion is null ? CanaryShare != 0 : !(CanaryShare is > 0 and <= 1))
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"A canary's share is above 0 and up to 1, 0.05 for 5%; {CanaryShare} is not."));
        }
    }
}
