using System.Collections.Concurrent;
using MlOps.Runtimes;

namespace MlOps.Fakes;

/// <summary>Loads "models" that are one line of text: what to do with a row.</summary>
public sealed class TextRuntime : IModelRuntime<Row, Score>
{
    public ConcurrentBag<TextModel> Loaded { get; } = [];

    public Func<string, Task> BeforeLoad { get; set; } = _ => Task.CompletedTask;

    public string Format => "text";

    public async ValueTask<IModel<Row, Score>> LoadAsync(ModelContent content, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(content.Content);
        var text = await reader.ReadToEndAsync(cancellationToken);
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
