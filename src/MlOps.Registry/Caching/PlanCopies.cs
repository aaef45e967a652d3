using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Logging;
using MlOps.Registry.History;
using MlOps.Registry.Json;
using MlOps.Registry.Signing;
using MlOps.Registry.Stores;

namespace MlOps.Registry.Caching;

/// <summary>
/// The last plan of each model that this host reads, and the records that it names. A record is found by the digest that the plan has of it,
/// so that the plan is all that has to be believed: by its signature, or as the registry is where nothing is signed.
/// </summary>
internal sealed class PlanCopies(
    string location, CacheShelf shelf, CacheRoom room, RegistryCacheOptions options, Keyring keys, TimeProvider time, ILogger logger)
{
    // The age of a copy is as exact as this.
    private static readonly TimeSpan ConfirmEvery = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, ModelCopies> _models = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _standingIn = new(StringComparer.Ordinal);

    private readonly PlanFiles _files = new(location, shelf, keys);
    private readonly RecordCopies _records = new(shelf);
    private readonly SeenHeads _heads = new();
    private readonly Outage _outage = new(options.Directory, time, logger);
    private readonly TimeSpan _confirmEvery = options.MaxAge / 10 is { } tenth && tenth < ConfirmEvery ? tenth : ConfirmEvery;

    public Asked Now => new(time.GetTimestamp(), time.GetUtcNow());

    public IEnumerable<ModelCopies> Models => _models.Values;

    /// <summary>Whether copies of plans stand in.</summary>
    public bool StandIn => _outage.Lasts;

    /// <summary>When the plan that stands in for a model's was read from the registry; null where none does.</summary>
    public DateTimeOffset? StandsInSince(string model) => _standingIn.TryGetValue(model, out var at) ? at : null;

    /// <summary>The registry answered. Whether it said what it said a moment ago, so that there is nothing to keep.</summary>
    public bool HasRead(string model, DeploymentEntry? entry, Asked asked)
    {
        _outage.Ended();
        _standingIn.TryRemove(model, out _);
        return entry is not null
            && _models.GetValueOrDefault(model) is { Plan: { } plan } copies
            && plan.Number == entry.Number
            && plan.Digest == RegistryJson.DigestOf(entry.Document)
            && (asked.At - copies.WrittenAt).Duration() < _confirmEvery;
    }

    /// <summary>Keeps what the registry said of a model, if this host would follow it.</summary>
    public void KeepPlan(string model, DeploymentEntry? entry, Asked asked)
    {
        var copies = _models.GetOrAdd(model, _ => new());
        lock (copies.Lock)
        {
            if (asked.Stamp < copies.Asked.Stamp || !Follows(model, entry, out var plan))
            {
                return;
            }

            copies.Asked = asked;
            copies.Read(plan);
            shelf.Try(() =>
            {
                if (entry is null)
                {
                    _files.Remove(model);
                }
                else if (copies.DoesNotFit != plan!.Digest)
                {
                    copies.DoesNotFit = null;
                    Write(copies, new(location, model, entry.Number, entry.Sequence, entry.Document, asked.At));
                    MarkServing(model, copies.Serving);
                }
            });
        }
    }

    /// <summary>Whoever deploys here goes on from what is there, also where that is further back.</summary>
    public void GoOnFrom(Deployment deployment) => _heads.GoOnFrom(deployment);

    /// <summary>This host serves a plan: from now on that one stands in, until another one serves.</summary>
    public void Serves(Deployment deployment)
    {
        var copies = _models.GetOrAdd(deployment.Model, _ => new());
        lock (copies.Lock)
        {
            copies.Serving = deployment.Digest;
            shelf.Try(() => MarkServing(deployment.Model, deployment.Digest));
        }
    }

    /// <summary>Keeps the record of a version that the last plan names.</summary>
    public void KeepRecord(VersionEntry entry)
    {
        if (_models.GetValueOrDefault(entry.Model) is not { } copies || Read(entry) is not { } version)
        {
            return;
        }

        lock (copies.Lock)
        {
            if (copies.Names(entry, version) && copies.DoesNotFit is null)
            {
                shelf.Try(() =>
                {
                    _records.Keep(entry, version);
                    LeaveBefore(entry.Model);
                });
            }
        }
    }

    /// <summary>The plan that stands in while the registry can't be reached; null where there is none.</summary>
    /// <exception cref="RegistryUnavailableException">There is one, and it is too old.</exception>
    public DeploymentEntry? FindPlan(string model, RegistryUnavailableException cause)
    {
        if (Choose(model, cause) is not { } copy)
        {
            return null;
        }

        _standingIn[model] = copy.ReadAt;
        _outage.StandsIn(model, copy.Deployment.ToString(), Age(copy), cause.Message);
        return copy.Entry;
    }

    /// <summary>The record of a version that the plan names which stands in; null where there is none.</summary>
    /// <exception cref="RegistryUnavailableException">The plan is too old.</exception>
    public VersionEntry? FindRecord(string model, int number, RegistryUnavailableException cause)
    {
        if (Choose(model, cause) is not { } copy || _records.Find(copy.Deployment, number) is not { } found)
        {
            return null;
        }

        var copies = _models.GetOrAdd(model, _ => new());
        lock (copies.Lock)
        {
            copies.Used.Add(ModelCopies.Digest(copy.Deployment, number)!);
        }

        return found;
    }

    /// <summary>What was read of a model; null where it wasn't asked for yet.</summary>
    public ModelCopies? Find(string model) => _models.GetValueOrDefault(model);

    /// <summary>Whether a version's record has to be read from the store: there is no copy of it, or it isn't known yet which bytes it names.</summary>
    public bool LacksRecord(ModelCopies copies, int number)
    {
        lock (copies.Lock)
        {
            return copies.Plan is { } plan && (!copies.HasNamed(number) || !_records.IsHere(ModelCopies.Digest(plan, number)));
        }
    }

    /// <summary>What the last plan needs is here, as far as it was read: the one before it is no longer wanted.</summary>
    public void Complete(ModelCopies copies)
    {
        lock (copies.Lock)
        {
            if (copies.Plan is { } plan)
            {
                shelf.Try(() => LeaveBefore(plan.Model));
            }
        }
    }

    /// <summary>The last plan may serve and there is no copy of its bytes: no other stands in for it, but for one that was said to serve.</summary>
    public void LeaveBefore(ModelCopies copies, string bytes)
    {
        lock (copies.Lock)
        {
            if (copies.Plan is { } plan && _records.BytesOf(plan, plan.Plan.LiveVersion)?.Digest == bytes && !BeforeServes(plan.Model))
            {
                CacheDirectory.TryDelete(_files.PathOf(plan.Model, CacheFileKind.PlanBefore));
            }
        }
    }

    /// <summary>Keeps nothing of a plan that there is no room for: half of it would serve nobody.</summary>
    public void GiveUp(ModelCopies copies, string problem)
    {
        lock (copies.Lock)
        {
            if (copies.Plan is not { } plan || copies.DoesNotFit == plan.Digest)
            {
                return;
            }

            copies.DoesNotFit = plan.Digest;
            _files.Remove(plan.Model);
            room.RemoveUnnamed(copies.Bytes.Select(b => b.Digest));
            RegistryLog.DoesNotFit(logger, plan.ToString(), shelf.Files.Root, problem);
        }
    }

    // As the registry above does: what is refused is never acted on, so it takes the place of nothing.
    private bool Follows(string model, DeploymentEntry? entry, out Deployment? plan)
    {
        plan = null;
        try
        {
            plan = entry is null ? null : RegistryJson.Read(entry);
        }
        catch (RegistryUnavailableException)
        {
            return false;
        }

        if (keys.Trusted is { } trusted
            && ((plan is null ? null : trusted.FindProblem(plan)) ?? SeenHeads.FindProblem(model, _heads.Now.GetValueOrDefault(model), plan)) is not null)
        {
            return false;
        }

        _heads.Remember(plan);
        return true;
    }

    private void Write(ModelCopies copies, PlanCopy copy)
    {
        var last = _files.Read(copy.Model, CacheFileKind.Plan);
        if (last?.ReadAt > copy.ReadAt && last.ReadAt <= time.GetUtcNow())
        {
            // Another process has asked since.
            return;
        }

        var isNew = last?.Document != copy.Document;
        try
        {
            if (isNew && last is not null && IsComplete(last) && !BeforeServes(copy.Model))
            {
                shelf.Write(_files.PathOf(copy.Model, CacheFileKind.PlanBefore), last.Write(), flush: true);
            }

            shelf.Write(_files.PathOf(copy.Model, CacheFileKind.Plan), copy.Write(), flush: isNew);
            copies.WrittenAt = copy.ReadAt;
        }
        catch (Exception e) when (isNew && e is (IOException or UnauthorizedAccessException))
        {
            // Better none than one that is no longer in force.
            _files.Remove(copy.Model);
            throw;
        }
    }

    // The last one, unless nothing is here to serve it with, or the one before was said to serve and it wasn't: it may have been refused.
    // A process that has read the last one itself stays with it, whatever it can load of it.
    private PlanCopy? Choose(string model, RegistryUnavailableException cause)
    {
        var last = _files.Read(model, CacheFileKind.Plan);
        var hasRead = _models.GetValueOrDefault(model)?.Plan is not null;
        var before = last is null || hasRead ? null : _files.Read(model, CacheFileKind.PlanBefore);
        var copy = before is not null && IsComplete(before) && (!IsComplete(last!) || _files.IsMarked(before)) ? before : last;
        return copy is null || options.MaxAge is not { } limit || Age(copy).Duration() <= limit ? copy : throw new RegistryUnavailableException(
            $"{cause.Message} The copy of {copy.Deployment} in '{shelf.Files.Root}' was read from the registry at "
            + $"{copy.ReadAt.ToString("u", CultureInfo.InvariantCulture)}, {Age(copy)} ago, and RegistryCacheOptions.MaxAge is {limit}: it isn't used. "
            + "See that the registry can be reached, or raise the limit.",
            cause);
    }

    private TimeSpan Age(PlanCopy copy) => time.GetUtcNow() - copy.ReadAt;

    // Live is enough: a plan serves without its fallbacks.
    private bool IsComplete(PlanCopy copy) =>
        _records.BytesOf(copy.Deployment, copy.Deployment.Plan.LiveVersion) is { } bytes
        && ContentDigest.IsValid(bytes.Digest)
        && CacheDirectory.IsThere(shelf.Files.PathOf(bytes.Digest, CacheFileKind.Bytes), bytes.Size);

    private void LeaveBefore(string model)
    {
        var before = _files.PathOf(model, CacheFileKind.PlanBefore);
        if (Path.Exists(before) && _files.Read(model, CacheFileKind.Plan) is { } last && IsComplete(last) && !BeforeServes(model))
        {
            CacheDirectory.TryDelete(before);
        }
    }

    // Said anew at each confirmation, so that a mark that was lost comes back. What is neither of the two plans serves no longer.
    private void MarkServing(string model, string? digest)
    {
        var isLast = digest is not null && _files.Read(model, CacheFileKind.Plan)?.Deployment.Digest == digest;
        if (isLast || (digest is not null && _files.Read(model, CacheFileKind.PlanBefore)?.Deployment.Digest == digest))
        {
            _files.Mark(model, digest!);
            if (isLast)
            {
                CacheDirectory.TryDelete(_files.PathOf(model, CacheFileKind.PlanBefore));
            }
        }
    }

    private bool BeforeServes(string model) => _files.Read(model, CacheFileKind.PlanBefore) is { } before && _files.IsMarked(before) && IsComplete(before);

    private static ModelVersion? Read(VersionEntry entry)
    {
        try
        {
            return RegistryJson.Read(entry);
        }
        catch (RegistryUnavailableException)
        {
            // The registry above says so.
            return null;
        }
    }
}
