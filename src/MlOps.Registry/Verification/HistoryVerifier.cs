using MlOps.Registry.Json;
using MlOps.Registry.Stores;

namespace MlOps.Registry.Verification;

/// <summary>Follows a model's history from the latest entry to the first: each holds the digest of the one before.</summary>
/// <remarks>
/// What this can't find: the latest entry edited or cut off, which no entry follows (a head remembered elsewhere finds it), and a
/// history that whoever owns the store has written anew as a whole.
/// </remarks>
internal sealed class HistoryVerifier(IRegistryStore store)
{
    public async Task<RegistryReport> VerifyAsync(string model, Deployment? knownHead, CancellationToken cancellationToken)
    {
        var problems = new List<RegistryProblem>();
        var count = 0L;
        Deployment? later = null;
        var headSeen = knownHead is null;
        var entries = Pages.ReadAsync(
            int.MaxValue, (before, stop) => store.ReadDeploymentsAsync(model, before, Pages.Size, stop), entry => entry.Number, cancellationToken);
        await foreach (var entry in entries.ConfigureAwait(false))
        {
            count++;
            if (Read(entry, problems) is { } deployment)
            {
                Follow(later, deployment, problems);
                headSeen |= Recognise(knownHead, deployment, problems);
                later = deployment;
            }
            else
            {
                headSeen |= entry.Number == knownHead?.Number;
                later = null;
            }
        }

        if (later is { Number: > 1 } or { PreviousDigest: not null })
        {
            problems.Add(Broken($"{model} #{later.Number}", "It follows on an entry that isn't there."));
        }

        if (!headSeen)
        {
            problems.Add(Broken($"{model} #{knownHead!.Number}", "This entry was seen before and isn't there any more: the history's end was cut off."));
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

    /// <summary>Whether this is the entry that was seen before, be it as it was or changed.</summary>
    private static bool Recognise(Deployment? knownHead, Deployment deployment, List<RegistryProblem> problems)
    {
        if (knownHead?.Number != deployment.Number)
        {
            return false;
        }

        if (knownHead.Digest != deployment.Digest)
        {
            problems.Add(Broken($"{deployment.Model} #{deployment.Number}", "It isn't the entry that was seen before under this number."));
        }

        return true;
    }

    private static RegistryProblem Broken(string where, string text) => new(
        RegistryProblemKind.BrokenHistory, where, text + " Compare the store with a back-up.");
}
