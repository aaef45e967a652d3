using System.Collections;
using MlOps.Registry.Events;

namespace MlOps.Registry.Queries;

/// <summary>What was said of versions narrows down which records are read at all. A bit a version: 25 KB for 200,000.</summary>
internal sealed class Candidates(EventLog events)
{
    /// <summary>The versions up to the last that have the tag and aren't retired, as far as the query asks; null for all.</summary>
    public async Task<BitArray?> FindAsync(string model, VersionQuery query, int last, CancellationToken cancellationToken)
    {
        if (query.Tag is null && !query.LeaveOutRetired)
        {
            return null;
        }

        var found = new BitArray(last + 1, query.Tag is null);
        if (query.Tag is not null)
        {
            await foreach (var said in events.ReadTagsAsync(model, cancellationToken).ConfigureAwait(false))
            {
                if (said.Text == query.Tag)
                {
                    Set(said.Version, said.Kind == VersionEventKind.Tag);
                }
            }
        }

        if (query.LeaveOutRetired)
        {
            await foreach (var said in events.ReadAsync(model, VersionEventKind.Retired, cancellationToken).ConfigureAwait(false))
            {
                Set(said.Version, false);
            }
        }

        return found;

        // One that was registered since the query began isn't in it.
        void Set(int version, bool value)
        {
            if (version > 0 && version <= last)
            {
                found[version] = value;
            }
        }
    }
}
