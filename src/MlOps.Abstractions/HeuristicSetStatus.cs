namespace MlOps;

/// <summary>The domain rules of one model in force on one host, at one moment.</summary>
/// <param name="Digest">
/// The SHA-256, in hexadecimal, over each rule's name, place, kind and options and, for its code, the version id of the module that holds it.
/// Two hosts of one digest run the same rules.
/// </param>
/// <param name="Text">The rules with their options in one line, for people. Of a list of texts it tells the length alone.</param>
/// <param name="Since">Since when these rules have been in force on this host.</param>
public sealed record HeuristicSetStatus(string Digest, string Text, DateTimeOffset Since)
{
    /// <summary>The rules in their order, and what each did since the host started. Never null.</summary>
    public IReadOnlyList<HeuristicStatus> Rules { get; init; } = [];

    /// <summary>One line: the rules with their options.</summary>
    public override string ToString() => Text;
}
