using System.Collections.ObjectModel;
using MlOps.Registry.History;
using MlOps.Registry.Json;
using MlOps.Registry.Signing;
using MlOps.Registry.Stores;

namespace MlOps.Registry.Verification;

/// <summary>Follows a model's history from the latest entry to the first: each holds the digest of the one before.</summary>
/// <remarks>
/// What this can't find: the latest entry edited or cut off, which no entry follows (a head remembered elsewhere finds it), and a
/// history that whoever owns the store has written anew as a whole.
/// </remarks>
internal sealed class HistoryVerifier(IRegistryStore store, Keyring keys, SeenHeads heads)
{
    public async Task<RegistryReport> VerifyAsync(string model, HistoryHead? knownHead, CancellationToken cancellationToken)
    {
        var problems = new List<RegistryProblem>();
        var count = 0L;
        Deployment? later = null;
        var missing = new[] { knownHead, heads.Now.GetValueOrDefault(model) }.OfType<HistoryHead>().ToHashSet();
        var records = new Dictionary<int, string?>();
        var isPast = false;
        var entries = Pages.ReadAsync(
            int.MaxValue, (before, stop) => store.ReadDeploymentsAsync(model, before, Pages.Size, stop), entry => entry.Number, cancellationToken);
        await foreach (var entry in entries.ConfigureAwait(false))
        {
            count++;
            if (Read(entry, problems) is { } deployment)
            {
                Follow(later, deployment, problems);
                Recognise(missing, deployment, problems);
                isPast |= CheckTrust(deployment, isPast, problems);
                await CheckRecordsAsync(deployment, records, problems, cancellationToken).ConfigureAwait(false);
                later = deployment;
            }
            else
            {
                missing.RemoveWhere(head => head.Number == entry.Number);
                later = null;
            }
        }

        if (later is { Number: > 1 } or { PreviousDigest: not null })
        {
            problems.Add(Broken($"{model} #{later.Number}", "It follows on an entry that isn't there."));
        }

        foreach (var head in missing.OrderBy(head => head.Number))
        {
            problems.Add(Broken($"{model} #{head.Number}", "This entry was seen before and isn't there any more: the history's end was cut off."));
        }

        return new() { Deployments = count, Problems = problems };
    }

    private static Deployment? Read(DeploymentEntry entry, List<RegistryProblem> problems)
    {
        try
        {
            return RegistryJson.Read(entry);
        }
        catch (RegistryUnavailableException e)
        {
            problems.Add(Broken($"{entry.Model} #{entry.Number}", e.Message));
            return null;
        }
    }

    private static void Follow(Deployment? later, Deployment earlier, List<RegistryProblem> problems)
    {
        if (later is null)
        {
            return;
        }

        if (later.Number != earlier.Number + 1)
        {
            problems.Add(Broken($"{later.Model} #{later.Number}", $"The entry before it is #{earlier.Number}: what stood between was removed."));
        }
        else if (later.PreviousDigest != earlier.Digest)
        {
            problems.Add(Broken($"{earlier.Model} #{earlier.Number}", $"It isn't the entry that #{later.Number} was written on: one of the two was edited."));
        }

        if (later.At < earlier.At)
        {
            problems.Add(Broken($"{later.Model} #{later.Number}", $"It is of {later.At:O}, before #{earlier.Number} of {earlier.At:O}."));
        }
    }

    /// <summary>Finds the entries that were seen before, be they as they were or changed.</summary>
    private static void Recognise(HashSet<HistoryHead> missing, Deployment deployment, List<RegistryProblem> problems)
    {
        var known = missing.Where(head => head.Number == deployment.Number).ToArray();
        missing.ExceptWith(known);
        if (known.Any(head => head.Digest != deployment.Digest))
        {
            problems.Add(Broken($"{deployment.Model} #{deployment.Number}", "It isn't the entry that was seen before under this number."));
        }
    }

    /// <returns>Whether it is trusted, so that what came before it is past.</returns>
    private bool CheckTrust(Deployment deployment, bool isPast, List<RegistryProblem> problems)
    {
        if (keys.Trusted?.FindProblem(deployment) is not { } untrusted)
        {
            return true;
        }

        problems.Add(isPast
            ? new(RegistryProblemKind.UntrustedPast, $"{deployment.Model} #{deployment.Number}", "No trusted key signed it, and a later one that is trusted stands over it. No roll-back goes to it.")
            : new(RegistryProblemKind.UntrustedRecord, $"{deployment.Model} #{deployment.Number}", untrusted));
        return false;
    }

    /// <summary>Whether the versions that it names are the ones that it was put in force with.</summary>
    /// <param name="deployment">The entry.</param>
    /// <param name="records">The digests of versions by number, as far as they were read; null once a problem was told.</param>
    /// <param name="problems">What is found.</param>
    /// <param name="cancellationToken">The caller's wish to stop.</param>
    private async Task CheckRecordsAsync(
        Deployment deployment, Dictionary<int, string?> records, List<RegistryProblem> problems, CancellationToken cancellationToken)
    {
        foreach (var (number, digest) in deployment.VersionDigests ?? ReadOnlyDictionary<int, string>.Empty)
        {
            if (!records.TryGetValue(number, out var record))
            {
                var version = await store.FindVersionAsync(deployment.Model, number, cancellationToken).ConfigureAwait(false);
                records[number] = record = version is null ? "" : RegistryJson.DigestOf(version.Document);
            }

            if (record is not null && record != digest)
            {
                records[number] = null;
                problems.Add(Broken($"{deployment.Model} v{number}", $"It isn't the version that #{deployment.Number} was put in force with: its record was edited or removed."));
            }
        }
    }

    private static RegistryProblem Broken(string where, string text) => new(
        RegistryProblemKind.BrokenHistory, where, text + " Compare the store with a back-up.");
}
