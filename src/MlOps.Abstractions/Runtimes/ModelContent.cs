namespace MlOps.Runtimes;

/// <summary>The bytes of a model to be loaded, or the folder.</summary>
/// <param name="Name">What they are called in messages, such as <c>income v7</c> or a file's name.</param>
/// <param name="Content">
/// A seekable stream at its start; whoever made it disposes it after loading. Where the model is a folder, reading it throws a
/// <see cref="ModelLoadException"/> which says so: a runtime that knows only files needn't know that there are folders.
/// </param>
public sealed record ModelContent(string Name, Stream Content)
{
    /// <summary>
    /// The full path of a private folder with the model's files; null where the model is a file. It is there until loading has ended
    /// and is then removed: a runtime has read what it needs by then.
    /// </summary>
    public string? Folder { get; private init; }

    /// <summary>A model that is a folder.</summary>
    /// <param name="name">What it is called in messages.</param>
    /// <param name="folder">The full path; whoever made the folder removes it after loading.</param>
    public static ModelContent OfFolder(string name, string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        return new(name, new NoStream(name)) { Folder = folder };
    }
}
