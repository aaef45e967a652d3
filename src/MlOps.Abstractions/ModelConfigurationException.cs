namespace MlOps;

/// <summary>A model's declaration can't work. Every mistake is told at once, each with its mend.</summary>
public sealed class ModelConfigurationException : MlOpsException
{
    /// <summary>Makes one.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="mistakes">What is wrong and what to do, a sentence or two each; at least one.</param>
    public ModelConfigurationException(string model, params IReadOnlyList<string> mistakes)
        : base($"Model '{model}' can't be served: {string.Join(" ", mistakes)}")
    {
        Model = model;
        Mistakes = mistakes;
    }

    /// <summary>The model's name.</summary>
    public string Model { get; }

    /// <summary>What is wrong and what to do, one mistake each.</summary>
    public IReadOnlyList<string> Mistakes { get; }
}
