namespace MlOps.Runtimes;

/// <summary>The bytes of a model to be loaded.</summary>
/// <param name="Name">What they are called in messages, such as <c>income v7</c> or a file's name.</param>
/// <param name="Content">A seekable stream at its start; whoever made it disposes it after loading.</param>
public sealed record ModelContent(string Name, Stream Content);
