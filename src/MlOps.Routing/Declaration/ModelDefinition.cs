namespace MlOps.Routing.Declaration;

/// <summary>What the host's code declared about one model. It doesn't change once the host runs.</summary>
internal abstract class ModelDefinition(string name)
{
    public string Name { get; } = name;

    /// <summary>The declared models that answer when this one can't.</summary>
    public List<string> FallsBackTo { get; } = [];

    public abstract Type InputType { get; }

    public abstract Type OutputType { get; }
}
