using System.Collections.ObjectModel;
using System.Runtime.CompilerServices;
using MlOps.Registry.History;
using MlOps.Registry.Json;
using MlOps.Registry.Stores;
using MlOps.Registry.Versions;

namespace MlOps.Registry.Events;

/// <summary>Keeps what is said of versions after they were registered, and which of them are retired.</summary>
/// <remarks>
/// Retiring looks at the plan and deploying looks at what is retired, so each is added only if nothing of the other kind has come
/// since: the store compares both counts when it adds one.
/// </remarks>
internal sealed class EventLog(IRegistryStore store, VersionCatalog versions, DeploymentHistory history, string author, TimeProvider time)
{
    private const int MaxTextLength = 10_000;

    public async Task<VersionEvent> AddAsync(
        string model, int version, VersionEventKind kind, string text, IReadOnlyDictionary<string, Metric>? metrics, CancellationToken cancellationToken)
    {
        Check(kind, text, metrics);
        await versions.GetAsync(model, version, cancellationToken).ConfigureAwait(false);
        while (true)
        {
            var last = await store.FindLastEventAsync(model, cancellationToken).ConfigureAwait(false);
            if (kind == VersionEventKind.Retired && await FindRetirementAsync(model, version, cancellationToken).ConfigureAwait(false) is { } already)
            {
                return already;
            }

            var deployments = (await store.FindLastDeploymentAsync(model, cancellationToken).ConfigureAwait(false))?.Number ?? 0;
            if (kind == VersionEventKind.Retired
                && await history.FindInForceAsync(model, DateTimeOffset.MaxValue, cancellationToken).ConfigureAwait(false) is { } inForce
                && inForce.Plan.Versions.Contains(version))
            {
                throw new InvalidOperationException(
                    $"{model} v{version} can't be retired: {inForce} names it. Deploy a plan without it first.");
            }

            var made = Make(model, version, kind, text, metrics, last is null ? null : RegistryJson.Read(last));
            if (await store.TryAddEventAsync(RegistryJson.Write(made), deployments, cancellationToken).ConfigureAwait(false))
            {
                return made;
            }
        }
    }

    /// <summary>Adds what was decided on what had been said and deployed by then.</summary>
    /// <returns>The event; null where something was said or deployed since, so that it is to be decided anew.</returns>
    public async Task<VersionEvent?> TryAddAsync(
        string model, int version, VersionEventKind kind, string text, VersionEvent? lastSeen, int deploymentsSeen, CancellationToken cancellationToken)
    {
        var made = Make(model, version, kind, text, null, lastSeen);
        return await store.TryAddEventAsync(RegistryJson.Write(made), deploymentsSeen, cancellationToken).ConfigureAwait(false) ? made : null;
    }

    public async Task<VersionEvent?> FindLastAsync(string model, CancellationToken cancellationToken) =>
        await store.FindLastEventAsync(model, cancellationToken).ConfigureAwait(false) is { } entry ? RegistryJson.Read(entry) : null;

    /// <summary>Everything of one kind that was said of the model's versions, first to last.</summary>
    public IAsyncEnumerable<VersionEvent> ReadAsync(string model, VersionEventKind kind, CancellationToken cancellationToken) =>
        ReadAsync(model, null, kind.ToString(), cancellationToken);

    /// <summary>Every tag that was added to the model's versions or taken off, first to last, as of now.</summary>
    public async IAsyncEnumerable<VersionEvent> ReadTagsAsync(string model, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // The two kinds are read side by side, each by its index. Without an end in common, one could show what the other had passed by.
        var end = await CountAsync(model, cancellationToken).ConfigureAwait(false);
        var added = Until(VersionEventKind.Tag).GetAsyncEnumerator(cancellationToken);
        await using var first = added.ConfigureAwait(false);
        var removed = Until(VersionEventKind.TagRemoved).GetAsyncEnumerator(cancellationToken);
        await using var second = removed.ConfigureAwait(false);
        var (hasAdded, hasRemoved) = (await added.MoveNextAsync().ConfigureAwait(false), await removed.MoveNextAsync().ConfigureAwait(false));
        while (hasAdded || hasRemoved)
        {
            if (hasAdded && !(hasRemoved && removed.Current.Number < added.Current.Number))
            {
                yield return added.Current;
                hasAdded = await added.MoveNextAsync().ConfigureAwait(false);
            }
            else
            {
                yield return removed.Current;
                hasRemoved = await removed.MoveNextAsync().ConfigureAwait(false);
            }
        }

        IAsyncEnumerable<VersionEvent> Until(VersionEventKind kind) => ReadAsync(model, kind, cancellationToken).TakeWhile(e => e.Number <= end);
    }

    public IAsyncEnumerable<VersionEvent> ReadAsync(string model, int version, CancellationToken cancellationToken) =>
        ReadAsync(model, version, null, cancellationToken);

    /// <summary>How many events the model has: what a deployment that looks at retirements is bound to.</summary>
    public async Task<int> CountAsync(string model, CancellationToken cancellationToken) =>
        (await store.FindLastEventAsync(model, cancellationToken).ConfigureAwait(false))?.Number ?? 0;

    /// <summary>Those of the versions that are retired.</summary>
    public async Task<HashSet<int>> FindRetiredAsync(string model, IEnumerable<int> among, CancellationToken cancellationToken)
    {
        var retired = new HashSet<int>();
        foreach (var version in among.Distinct())
        {
            if (await FindRetirementAsync(model, version, cancellationToken).ConfigureAwait(false) is not null)
            {
                retired.Add(version);
            }
        }

        return retired;
    }

    /// <summary>All versions of the model that are retired.</summary>
    public async Task<HashSet<int>> FindRetiredAsync(string model, CancellationToken cancellationToken) =>
        [.. await ReadAsync(model, VersionEventKind.Retired, cancellationToken).Select(e => e.Version).ToListAsync(cancellationToken).ConfigureAwait(false)];

    private async Task<VersionEvent?> FindRetirementAsync(string model, int version, CancellationToken cancellationToken) =>
        await ReadAsync(model, version, nameof(VersionEventKind.Retired), cancellationToken).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);

    private IAsyncEnumerable<VersionEvent> ReadAsync(string model, int? version, string? kind, CancellationToken cancellationToken) => Pages
        .ReadAsync(0, (after, stop) => store.ReadEventsAsync(model, version, kind, after, Pages.Size, stop), entry => entry.Number, cancellationToken)
        .Select(entry => RegistryJson.Read(entry));

    public static void Check(VersionEventKind kind, string text, IReadOnlyDictionary<string, Metric>? metrics)
    {
        if (!Enum.IsDefined(kind))
        {
            throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such kind of event.");
        }

        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        if (text.Length > MaxTextLength)
        {
            throw new ArgumentException($"What is said of a version has at most {MaxTextLength} characters; this has {text.Length}.", nameof(text));
        }

        if (kind == VersionEventKind.Evaluation && (metrics is not { Count: > 0 } || !SpecRules.AreSound(metrics)))
        {
            throw new ArgumentException("An evaluation says what was measured: at least one metric, each with a name, and a finite value or a failure.", nameof(metrics));
        }

        if (metrics?.Count > 0 && kind != VersionEventKind.Evaluation)
        {
            throw new ArgumentException($"Metrics belong to an {nameof(VersionEventKind.Evaluation)}, not to a {kind}.", nameof(metrics));
        }
    }

    private VersionEvent Make(
        string model, int version, VersionEventKind kind, string text, IReadOnlyDictionary<string, Metric>? metrics, VersionEvent? previous)
    {
        var now = time.GetUtcNow();
        return new()
        {
            Model = model,
            Number = (previous?.Number ?? 0) + 1,
            Version = version,
            Kind = kind,
            Text = text,
            Metrics = new ReadOnlyDictionary<string, Metric>(new Dictionary<string, Metric>(metrics ?? ReadOnlyDictionary<string, Metric>.Empty, StringComparer.Ordinal)),
            Author = author,
            At = previous?.At > now ? previous.At : now,
        };
    }
}
