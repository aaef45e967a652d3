using System.Collections.Concurrent;
using MlOps.Runtimes;

namespace MlOps.Fakes;

/// <summary>Loads "models" that are one line of text: what to do with a row.</summary>
public sealed class TextRuntime : IModelRuntime<Row, Score>
{
    public ConcurrentBag<TextModel> Loaded { get; } = [];

    public Func<string, Task> BeforeLoad { get; set; } = _ => Task.CompletedTask;

    /// <summary>Whether it knows that a model can be a folder.</summary>
    public bool ReadsFolders { get; init; }

    /// <summary>The folder that it was given last.</summary>
    public string? Folder { get; private set; }

    public string Format => "text";

    public async ValueTask<IModel<Row, Score>> LoadAsync(ModelContent content, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(ReadsFolders && content.Folder is { } folder ? File.OpenRead(Path.Combine(folder, "model.txt")) : content.Content);
        var text = await reader.ReadToEndAsync(cancellationToken);
        Folder = content.Folder;
        await BeforeLoad(text);
        if (text == "broken")
        {
            throw new ModelLoadException($"{content.Name} is broken");
        }

        if (text == "nothing")
        {
            return null!;
        }

        var model = new TextModel(text);
        Loaded.Add(model);
        return model;
    }
}
