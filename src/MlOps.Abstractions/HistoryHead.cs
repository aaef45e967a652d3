namespace MlOps;

/// <summary>A history's latest entry at some moment: all that whoever remembers it needs to see later whether the history still holds it.</summary>
/// <param name="Number">The entry's number.</param>
/// <param name="Digest">Its <see cref="Deployment.Digest"/>.</param>
public sealed record HistoryHead(int Number, string Digest);
