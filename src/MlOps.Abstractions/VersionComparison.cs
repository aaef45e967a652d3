using System.Globalization;
using System.Text;

namespace MlOps;

/// <summary>How one version of a model differs from another. Small changes are easier to judge than large ones; this shows how large one is.</summary>
public sealed record VersionComparison
{
    /// <summary>The first version.</summary>
    public required ModelVersion Before { get; init; }

    /// <summary>The second version.</summary>
    public required ModelVersion After { get; init; }

    /// <summary>The parameters that differ, by name.</summary>
    public IReadOnlyList<ValueChange> Parameters { get; init; } = [];

    /// <summary>What goes in.</summary>
    public required SchemaComparison Input { get; init; }

    /// <summary>What comes out.</summary>
    public required SchemaComparison Output { get; init; }

    /// <summary>The data and code that it comes from.</summary>
    public IReadOnlyList<ValueChange> Lineage { get; init; } = [];

    /// <summary>The metrics that differ, by name. Whether that is better is for the reader to judge: it needs more than two numbers.</summary>
    public IReadOnlyList<ValueChange> Metrics { get; init; } = [];

    /// <summary>What it was made with.</summary>
    public IReadOnlyList<ValueChange> Environment { get; init; } = [];

    /// <summary>How the golden predictions differ; null where they don't.</summary>
    public ValueChange? Golden { get; init; }

    /// <summary>Whether the bytes are the same.</summary>
    public bool HasSameArtifact => Before.Artifact.Digest == After.Artifact.Digest;

    /// <summary>Whether callers of the first can go on with the second as they are.</summary>
    /// <remarks>Without its schema nothing is known of the second, and hosts that check by it can't serve it.</remarks>
    public bool IsSafeForCallers => Input.IsSafe && Output.IsSafe && !LosesSchemas.Any();

    private IEnumerable<string> LosesSchemas =>
    [
        .. Before.InputSchema is not null && After.InputSchema is null ? ["input"] : Array.Empty<string>(),
        .. Before.OutputSchema is not null && After.OutputSchema is null ? ["output"] : Array.Empty<string>(),
    ];

    /// <summary>Compares two versions.</summary>
    public static VersionComparison Between(ModelVersion before, ModelVersion after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return new()
        {
            Before = before,
            After = after,
            Parameters = Differences(before.Parameters, after.Parameters),
            Input = SchemaComparison.OfInputs(before.InputSchema, after.InputSchema),
            Output = SchemaComparison.OfOutputs(before.OutputSchema, after.OutputSchema),
            Lineage = Differences(Facts(before.Lineage), Facts(after.Lineage)),
            Metrics = Differences(Facts(before.Metrics, after.Metrics), Facts(after.Metrics, before.Metrics)),
            Environment = Differences(Facts(before.Environment), Facts(after.Environment)),
            Golden = Difference(before.Golden, after.Golden),
        };
    }

    /// <summary>The differences, one a line, under the name of their kind.</summary>
    public override string ToString()
    {
        var text = new StringBuilder($"{Before} and v{After.Number}: {(HasSameArtifact ? "the same bytes" : "other bytes")}, "
            + $"{(IsSafeForCallers ? "safe" : "not safe")} for callers of v{Before.Number}");
        Append(text, "parameter", Parameters);
        Append(text, "schema", [.. LosesSchemas.Select(side => $"{side}: there is none any more (not safe for callers)")]);
        Append(text, "input", Input.Changes);
        Append(text, "output", Output.Changes);
        Append(text, "lineage", Lineage);
        Append(text, "metric", Metrics);
        Append(text, "environment", Environment);
        Append<ValueChange>(text, "golden", Golden is null ? [] : [Golden]);
        return text.ToString();
    }

    private static void Append<T>(StringBuilder text, string kind, IReadOnlyList<T> changes)
    {
        foreach (var change in changes)
        {
            text.Append('\n').Append(kind).Append(' ').Append(change);
        }
    }

    private static ValueChange[] Differences(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after) =>
    [
        .. before.Keys.Union(after.Keys, StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Select(name => new ValueChange(name, before.GetValueOrDefault(name), after.GetValueOrDefault(name)))
            .Where(change => change.Before != change.After),
    ];

    // Two sets of the same shape may hold other values, which are nobody's to print.
    private static ValueChange? Difference(GoldenSet? before, GoldenSet? after) => Equals(before, after)
        ? null
        : new("predictions", before?.ToString(), after is not null && after.ToString() == before?.ToString() ? "as many with other values" : after?.ToString());

    // All of the number, so that none is lost; on how many rows and which way is better only where that differs.
    private static Dictionary<string, string> Facts(IReadOnlyDictionary<string, Metric> metrics, IReadOnlyDictionary<string, Metric> others) =>
        metrics.ToDictionary(m => m.Key, m => $"{m.Value.Value?.ToString("R", CultureInfo.InvariantCulture) ?? m.Value.ToString()}{Beside(m.Value, others.GetValueOrDefault(m.Key))}", StringComparer.Ordinal);

    private static string Beside(Metric metric, Metric? other) => other is null
        ? ""
        : (metric.Samples == other.Samples ? "" : $" on {metric.Samples?.ToString(CultureInfo.InvariantCulture) ?? "unknown"} rows")
            + (metric.Better == other.Better ? "" : $" ({metric.Better.ToString().ToLowerInvariant()} is better)");

    private static Dictionary<string, string> Facts(ModelLineage? lineage) => Known(
        ("parent", lineage?.ParentVersion is { } parent ? $"v{parent}" : lineage?.ParentDigest),
        ("data set", lineage?.DataSet?.Name),
        ("data digest", lineage?.DataSet?.Digest),
        ("data rows", lineage?.DataSet?.Rows?.ToString(CultureInfo.InvariantCulture)),
        ("source commit", lineage?.SourceCommit),
        ("training run", lineage?.TrainingRun));

    private static Dictionary<string, string> Facts(ModelEnvironment? environment) => environment is null ? [] : Known(
        [
            ("runtime", environment.Runtime),
            ("operating system", environment.OperatingSystem),
            ("architecture", environment.Architecture),
            .. environment.Packages.Select(p => ($"package {p.Key}", (string?)p.Value)),
        ]);

    private static Dictionary<string, string> Known(params IEnumerable<(string Name, string? Value)> facts) =>
        facts.Where(f => f.Value is not null).ToDictionary(f => f.Name, f => f.Value!, StringComparer.Ordinal);
}
