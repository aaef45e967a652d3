using System.Globalization;

namespace MlOps.Registry.Cards;

/// <summary>Writes a version's card. A pure function of the facts.</summary>
internal static class ModelCard
{
    public static string Write(CardFacts facts)
    {
        var card = new Markdown().Heading(1, facts.Version.ToString());

        // An answer may hand a column of the row on.
        var text = new SchemaText(Sensitive(facts.Version.InputSchema).Concat(Sensitive(facts.Version.OutputSchema)).ToHashSet(StringComparer.Ordinal));
        About(card, facts);
        ComesFrom(card, facts.Version.Lineage);
        Schema(card, "What goes in", facts.Version.InputSchema, text);
        Schema(card, "What comes out", facts.Version.OutputSchema, text);
        Measured(card, facts);
        Configuration(card, facts);
        MustAnswer(card, facts.Version.Golden);
        Deployed(card, facts);
        Said(card, facts.Events);
        MadeWith(card, facts.Version.Environment);
        return card.ToString();
    }

    private static void About(Markdown card, CardFacts facts)
    {
        var version = facts.Version;
        card.Facts(
            ("Purpose", version.Purpose),
            ("Owner", version.Owner),
            ("Author", version.Author),
            ("Registered", Time(version.RegisteredAt)),
            ("Origin", version.Origin is { } origin ? $"{origin} of another registry, by {origin.Author}, {Time(origin.RegisteredAt)}, SHA-256 {origin.Digest}" : "registered here"),
            ("State", State(facts)),
            ("Artifact", string.Create(
                CultureInfo.InvariantCulture,
                $"{version.Artifact.Format}, {version.Artifact.Size} bytes{(version.Artifact.Folder is { } folder ? $" (a folder, files: {folder.Files})" : "")}, "
                + $"SHA-256 {version.Artifact.Digest}")),
            ("Tags", facts.Tags.Count == 0 ? "none" : string.Join(", ", facts.Tags)));
    }

    private static void ComesFrom(Markdown card, ModelLineage? lineage) => card.Heading(2, "Where it comes from").Facts(
        ("Parent", lineage?.ParentVersion is { } parent ? $"v{parent}" : lineage?.ParentDigest is { } digest ? $"a version with the bytes {digest}, which isn't known here" : null),
        ("Data set", lineage?.DataSet?.Name),
        ("Data digest", lineage?.DataSet?.Digest),
        ("Rows", lineage?.DataSet?.Rows?.ToString(CultureInfo.InvariantCulture)),
        ("Source commit", lineage?.SourceCommit),
        ("Training run", lineage?.TrainingRun));

    private static void Schema(Markdown card, string title, DataSchema? schema, SchemaText text)
    {
        card.Heading(2, title).Table(
            ["column", "type", "a missing value", "rules"], (schema?.Columns ?? []).Select(text.Row), none: schema is null ? Markdown.NotKnown : "no column is described");
        if (schema is { Rules.IsEmpty: false })
        {
            card.Heading(3, "Over the row").Table(["rule"], schema.Rules.Select(rule => new[] { text.Rule(rule) }));
        }
    }

    private static void Measured(Markdown card, CardFacts facts)
    {
        card.Heading(2, "What was measured").Table(
            ["metric", "value", "samples", facts.Parent is null ? "of the parent" : $"of v{facts.Parent.Number}"],
            facts.Version.Metrics.Keys.Union(facts.Parent?.Metrics.Keys ?? [], StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(name =>
            {
                var (own, parents) = (facts.Version.Metrics.GetValueOrDefault(name), facts.Parent?.Metrics.GetValueOrDefault(name));
                return new[]
                {
                    name,
                    own?.ToString() ?? "none",
                    own is null ? "none" : own.Samples?.ToString(CultureInfo.InvariantCulture),
                    parents?.ToString() ?? (facts.Parent is null ? null : "none"),
                };
            }));
        var later = facts.Events.Where(e => e.Kind == VersionEventKind.Evaluation).ToArray();
        if (later.Length > 0)
        {
            card.Heading(3, "Later").Table(
                ["on", "when", "by", "what"],
                later.Select(e => new[] { e.Text, Time(e.At), e.Author, Metrics(e.Metrics) }));
        }
    }

    private static void Configuration(Markdown card, CardFacts facts)
    {
        card.Heading(2, "How it was configured").Table(
            ["parameter", "value"], facts.Version.Parameters.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => new[] { p.Key, p.Value }));
        if (facts.Parent is not null)
        {
            card.Heading(3, $"What differs from v{facts.Parent.Number}").Table(
                ["parameter", "before", "after"],
                VersionComparison.Between(facts.Parent, facts.Version).Parameters.Select(c => new[] { c.Name, c.Before ?? "none", c.After ?? "none" }),
                none: "nothing");
        }
    }

    // What is kept, and none of its values: a card is for many eyes.
    private static void MustAnswer(Markdown card, GoldenSet? golden)
    {
        card.Heading(2, "Golden predictions");
        if (golden is null)
        {
            card.Line("None: hosts serve the version without replaying any.");
            return;
        }

        card.Facts(
            ("Rows", golden.RowCount.ToString(CultureInfo.InvariantCulture)),
            ("Kept of each row", golden.Inputs.IsEmpty ? "nothing" : string.Join(", ", golden.Inputs)),
            ("Compared of each answer", string.Join(", ", golden.Outputs)),
            ("Masked", golden.Masked.IsEmpty ? "nothing" : string.Join(", ", golden.Masked)));
    }

    private static void Deployed(Markdown card, CardFacts facts) => card.Heading(2, "Where it was deployed").Table(
        ["deployment", "plan", "from", "by", "because"],
        facts.History.Select(d => new[]
        {
            $"#{d.Number}{(facts.Untrusted.Contains($"{d.Model} #{d.Number}") ? ", not trusted: no host follows it" : "")}",
            d.Plan + (d.RolledBackFrom is { } version ? $", rolled back from v{version}" : ""),
            Time(d.At),
            d.Author,
            Because(d),
        }),
        none: "nowhere yet");

    private static string Because(Deployment deployment)
    {
        var evidence = deployment.Because.Evidence;
        return deployment.Because.Text
            + (evidence is null ? "" : $" (evidence: {evidence})")
            + (deployment.ForcedPast is null ? "" : $" (forced: {deployment.ForcedPast})");
    }

    private static string Metrics(IReadOnlyDictionary<string, Metric> metrics) =>
        string.Join(", ", metrics.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => $"{m.Key} {m.Value}"));

    private static void Said(Markdown card, IReadOnlyList<VersionEvent> events) => card.Heading(2, "What was said of it").Table(
        ["when", "by", "what"],
        events.Where(e => e.Kind is VersionEventKind.Note or VersionEventKind.Retired or VersionEventKind.BytesRemoved).Select(e => new[]
        {
            Time(e.At), e.Author, e.Kind switch
            {
                VersionEventKind.Retired => $"retired: {e.Text}",
                VersionEventKind.BytesRemoved => $"bytes removed: {e.Text}",
                _ => e.Text,
            },
        }),
        none: "nothing");

    private static void MadeWith(Markdown card, ModelEnvironment? environment) => card.Heading(2, "What it was made with").Facts(
    [
        ("Runtime", environment?.Runtime),
        ("Operating system", environment?.OperatingSystem),
        ("Architecture", environment?.Architecture),
        .. (environment?.Packages ?? new Dictionary<string, string>()).OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => (p.Key, (string?)p.Value)),
    ]);

    private static string State(CardFacts facts)
    {
        var (number, plan) = (facts.Version.Number, facts.Current?.Plan);
        string[] roles =
        [
            .. plan?.LiveVersion == number ? ["live"] : Array.Empty<string>(),
            .. plan?.CanaryVersion == number ? ["canary"] : Array.Empty<string>(),
            .. plan?.ShadowVersion == number ? ["shadow"] : Array.Empty<string>(),
            .. plan?.FallbackVersions.Contains(number) == true ? ["fallback"] : Array.Empty<string>(),
            .. facts.Events.Any(e => e.Kind == VersionEventKind.Retired) ? ["retired"] : Array.Empty<string>(),
            .. facts.Events.Any(e => e.Kind == VersionEventKind.BytesRemoved) ? ["bytes removed"] : Array.Empty<string>(),
        ];
        return roles.Length == 0 ? "not in force" : string.Join(", ", roles);
    }

    private static IEnumerable<string> Sensitive(DataSchema? schema) => schema?.GetSensitiveColumns() ?? Enumerable.Empty<string>();

    private static string Time(DateTimeOffset at) => at.ToString("u", CultureInfo.InvariantCulture);
}
