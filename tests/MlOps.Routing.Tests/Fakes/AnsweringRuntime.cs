using MlOps.Runtimes;

namespace MlOps.Fakes;

/// <summary>Loads "models" that are one word: what to do with a row is a function by that word.</summary>
internal sealed class AnsweringRuntime : IModelRuntime<Row, Score>
{
    public Dictionary<string, Func<Row, CancellationToken, ValueTask<Prediction<Score>>>> Models { get; } = [];

    /// <summary>Words whose loading fails.</summary>
    public HashSet<string> Broken { get; } = [];

    /// <summary>What happens while a word is loaded.</summary>
    public Action<string> BeforeLoad { get; set; } = _ => { };

    public string Format => "text";

    public AnsweringRuntime With(string word, Func<Row, Score> answer)
    {
        Models[word] = (row, _) => new(answer(row));
        return this;
    }

    public async ValueTask<IModel<Row, Score>> LoadAsync(ModelContent content, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(content.Content);
        var word = await reader.ReadToEndAsync(cancellationToken);
        BeforeLoad(word);
        return Broken.Contains(word) ? throw new ModelLoadException($"{content.Name} is broken") : new Model(Models[word]);
    }

    private sealed class Model(Func<Row, CancellationToken, ValueTask<Prediction<Score>>> answer) : IModel<Row, Score>
    {
        public ValueTask<Prediction<Score>> PredictAsync(Row input, CancellationToken cancellationToken) => answer(input, cancellationToken);
    }
}
