using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using MlOps.Registry.History;
using MlOps.Registry.Json;
using MlOps.Registry.Stores;

namespace MlOps.Registry.Deployments;

/// <summary>Follows the store's one sequence of changes: a query for all models at each look.</summary>
internal sealed class DeploymentWatch(IRegistryStore store, HeadCheck check, TimeSpan interval, TimeProvider time, ILogger logger)
{
    public async IAsyncEnumerable<Deployment> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long seen = 0;
        var told = new Dictionary<string, Deployment>(StringComparer.Ordinal);
        while (true)
        {
            var heads = check.Seen;
            var page = await store.ReadChangesAsync(seen, Pages.Size, cancellationToken).ConfigureAwait(false);
            foreach (var entry in page)
            {
                if (Read(entry, heads.GetValueOrDefault(entry.Model)) is { } deployment)
                {
                    told[entry.Model] = deployment;
                    yield return deployment;
                }
                else if (told.TryGetValue(entry.Model, out var before))
                {
                    // It stays in force as far as this registry is concerned, and whoever follows it asks and hears why.
                    yield return before;
                }

                seen = entry.Sequence;
            }

            if (page.Count < Pages.Size)
            {
                await Task.Delay(interval, time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // One model's entry that is refused, or damaged, must not keep the changes of the others from whoever watches.
    private Deployment? Read(DeploymentEntry entry, HistoryHead? seen)
    {
        try
        {
            return check.Accept(entry.Model, RegistryJson.Read(entry), seen);
        }
        catch (Exception e) when (e is RegistryUnavailableException or UntrustedRecordException)
        {
            RegistryLog.PassedOver(logger, entry.Model, entry.Number, e.Message);
            return null;
        }
    }
}
