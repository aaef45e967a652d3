using System.Runtime.CompilerServices;
using MlOps.Registry.Json;
using MlOps.Registry.Stores;

namespace MlOps.Registry.Deployments;

/// <summary>Follows the store's one sequence of changes: a query for all models at each look.</summary>
internal sealed class DeploymentWatch(IRegistryStore store, TimeSpan interval, TimeProvider time)
{
    public async IAsyncEnumerable<Deployment> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long seen = 0;
        while (true)
        {
            var page = await store.ReadChangesAsync(seen, Pages.Size, cancellationToken).ConfigureAwait(false);
            foreach (var entry in page)
            {
                yield return RegistryJson.Read(entry);
                seen = entry.Sequence;
            }

            if (page.Count < Pages.Size)
            {
                await Task.Delay(interval, time, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
