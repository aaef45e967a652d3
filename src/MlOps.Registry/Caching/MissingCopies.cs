using MlOps.Registry.Stores;

namespace MlOps.Registry.Caching;

/// <summary>
/// Fetches again what this process has used of the plan in force and what is no longer in the directory, or never came there: a full
/// disk has room again, somebody has emptied the folder. It runs apart from the look that begins it, and reads no copy.
/// </summary>
internal sealed class MissingCopies(IRegistryStore store, IArtifactStore artifacts, PlanCopies plans, BytesCopies bytes, CacheShelf shelf, TimeProvider time, CancellationToken stop)
{
    /// <summary>Begins to look, if it is time to.</summary>
    public void Begin(string model)
    {
        if (!stop.IsCancellationRequested && plans.Find(model) is { } copies && copies.Mending.TryBegin(time))
        {
            if (IsWhole(copies))
            {
                copies.Mending.End(mended: true);
            }
            else
            {
                _ = Task.Run(() => MendAsync(model, copies), CancellationToken.None);
            }
        }
    }

    private bool IsWhole(ModelCopies copies) => !copies.UsedVersions().Any(n => plans.LacksRecord(copies, n)) && !bytes.Missing(copies).Any();

    private async Task MendAsync(string model, ModelCopies copies)
    {
        var mended = false;
        try
        {
            foreach (var number in copies.UsedVersions())
            {
                if (plans.LacksRecord(copies, number)
                    && await store.FindVersionAsync(model, number, stop).ConfigureAwait(false) is { } entry)
                {
                    plans.KeepRecord(entry);
                }
            }

            foreach (var missing in bytes.Missing(copies))
            {
                await FetchAsync(missing).ConfigureAwait(false);
            }

            mended = IsWhole(copies);
        }
        catch (RegistryUnavailableException)
        {
            // Then it is tried again later, and looks say so.
        }
#pragma warning disable CA1031 // Nobody waits for this: whatever a store throws is told, and tried again.
        catch (Exception e)
#pragma warning restore CA1031
        {
            if (!stop.IsCancellationRequested)
            {
                shelf.Failed(e, ofBytes: true);
            }
        }
        finally
        {
            copies.Mending.End(mended);
        }
    }

    private async Task FetchAsync(string digest)
    {
        var stored = await artifacts.OpenAsync(digest, stop).ConfigureAwait(false);
        if (bytes.Opened(digest, stored) is { } opened)
        {
            await using (opened.ConfigureAwait(false))
            {
                var buffer = new byte[81920];
                while (opened is KeepingStream { Ended: false } && await opened.ReadAsync(buffer, stop).ConfigureAwait(false) > 0)
                {
                }
            }
        }
    }
}
