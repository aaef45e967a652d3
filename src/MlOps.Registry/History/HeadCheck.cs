using System.Collections.Immutable;
using MlOps.Registry.Signing;

namespace MlOps.Registry.History;

/// <summary>Whether a history's latest entry may be acted on, and the memory of those that were.</summary>
internal sealed class HeadCheck(Keyring keys, SeenHeads heads)
{
    /// <inheritdoc cref="SeenHeads.Now"/>
    public ImmutableDictionary<string, HistoryHead> Seen => heads.Now;

    /// <summary>Whether the entry itself is trusted, whatever was seen.</summary>
    public bool Trusts(Deployment deployment) => keys.Trusted?.FindProblem(deployment) is null;

    /// <summary>Lets the latest entry pass and remembers it.</summary>
    /// <remarks>
    /// Without keys to trust, a store that shows less than it did is followed: whoever may write it can do anything. With them, signed
    /// entries that were cut off would bring an old plan back that nobody signed anew.
    /// </remarks>
    /// <param name="model">The model's name.</param>
    /// <param name="latest">The latest entry; null where the store shows none.</param>
    /// <param name="seen">What was seen before the store was asked.</param>
    /// <exception cref="UntrustedRecordException">It is not to be acted on.</exception>
    public Deployment? Accept(string model, Deployment? latest, HistoryHead? seen)
    {
        if (keys.Trusted is { } trusted
            && ((latest is null ? null : trusted.FindProblem(latest)) ?? SeenHeads.FindProblem(model, seen, latest)) is { } problem)
        {
            throw new UntrustedRecordException(problem);
        }

        heads.Remember(latest);
        return latest;
    }

    /// <inheritdoc cref="SeenHeads.GoOnFrom"/>
    public void GoOnFrom(Deployment deployment) => heads.GoOnFrom(deployment);
}
