using System.Text;
using MlOps.Registry.Json;
using MlOps.Registry.Stores;

namespace MlOps.Registry.Versions;

/// <summary>What a registration must say, before any byte is copied.</summary>
internal static class SpecRules
{
    /// <summary>How long a version's record is at most, in UTF-8: an export has room for what one says, also after it was imported.</summary>
    public const int MaxRecordBytes = 48 << 20;

    private const int MaxRegistrationIdLength = 200;

    public static void Check(string model, ModelVersionSpec spec, bool requireOwnerAndPurpose)
    {
        if (requireOwnerAndPurpose && (string.IsNullOrWhiteSpace(spec.Owner) || string.IsNullOrWhiteSpace(spec.Purpose)))
        {
            throw new ArgumentException(
                $"A version of '{model}' must say its owner and its purpose: set ModelVersionSpec.Owner and Purpose, or turn this off with "
                + "AddModelRegistry(o => o.RequireOwnerAndPurpose = false).",
                nameof(spec));
        }

        if (spec.RegistrationId is { } id && (string.IsNullOrWhiteSpace(id) || id.Length > MaxRegistrationIdLength))
        {
            throw new ArgumentException(
                $"A registration id is 1 to {MaxRegistrationIdLength} characters and not blank; leave it null for none.", nameof(spec));
        }

        if (spec.RegistrationId?.StartsWith(RegistrationIds.ImportPrefix, StringComparison.Ordinal) == true)
        {
            throw new ArgumentException($"A registration id doesn't begin with '{RegistrationIds.ImportPrefix}': the registry keeps these for what it imports.", nameof(spec));
        }

        foreach (var (name, metric) in spec.Metrics)
        {
            if (string.IsNullOrWhiteSpace(name) || !IsSound(metric))
            {
                throw new ArgumentException($"Each metric of '{model}' has a name, and a finite value or a failure, not both, of no fewer than 0 samples; see to '{name}' in ModelVersionSpec.Metrics.", nameof(spec));
            }
        }

        foreach (var (name, value) in spec.Parameters)
        {
            if (string.IsNullOrWhiteSpace(name) || value is null)
            {
                throw new ArgumentException($"Each parameter of '{model}' has a name and a value; see to '{name}' in ModelVersionSpec.Parameters.", nameof(spec));
            }
        }

        if (spec.Lineage?.DataSet is { } data && (string.IsNullOrWhiteSpace(data.Name) || data.Rows < 0))
        {
            throw new ArgumentException($"The data set of '{model}' has a name, and no fewer than 0 rows; see to ModelVersionSpec.Lineage.", nameof(spec));
        }

        if (spec.Lineage?.ParentDigest is { } parent && !ContentDigest.IsValid(parent))
        {
            throw new ArgumentException(
                $"The parent's digest of '{model}' is no SHA-256 of 64 digits of 0-9 and a-f; name the parent by its number in {nameof(ModelLineage.ParentVersion)}, or leave the digest out.",
                nameof(spec));
        }

        if (spec.Environment is { } environment && (environment.Runtime is null || environment.OperatingSystem is null || environment.Architecture is null
            || environment.Packages is null || environment.Packages.Any(p => string.IsNullOrWhiteSpace(p.Key) || p.Value is null)))
        {
            throw new ArgumentException(
                $"The environment of '{model}' says runtime, operating system, architecture and packages, none of them null; see to ModelVersionSpec.Environment, or leave it out for this process's.",
                nameof(spec));
        }

        if (spec.Golden is not null)
        {
            GoldenRules.Check(model, spec.Golden, spec.InputSchema, spec.OutputSchema);
        }
    }

    /// <summary>Refuses a record that no export would have room for.</summary>
    public static void CheckSize(string model, string document)
    {
        // Most have fewer characters than that many bytes could be.
        if (document.Length > MaxRecordBytes / 3 && Encoding.UTF8.GetByteCount(document) is var size and > MaxRecordBytes)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"What is said of a version of '{model}' takes {size:N0} bytes as JSON, and at most {MaxRecordBytes:N0} can be kept and moved to another registry. ")
                + "Say less: keep long texts in the artifact or elsewhere, and name them in ModelVersionSpec.Parameters.");
        }
    }

    /// <summary>Whether all have a name and are sound.</summary>
    public static bool AreSound(IReadOnlyDictionary<string, Metric>? metrics) =>
        metrics is not null && metrics.All(m => !string.IsNullOrWhiteSpace(m.Key) && IsSound(m.Value));

    /// <summary>Whether a metric is one that <see cref="Metric.Of"/> or <see cref="Metric.Failed"/> could have made.</summary>
    private static bool IsSound(Metric? metric) => metric is not null
        && (metric.Value is { } value ? double.IsFinite(value) && metric.Failure is null : !string.IsNullOrWhiteSpace(metric.Failure))
        && metric.Samples is not < 0
        && Enum.IsDefined(metric.Better);
}
