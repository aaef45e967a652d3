namespace MlOps.Routing.Declaration;

/// <summary>Stands for a declared model whose predictor a test has replaced: the host serves nothing for it.</summary>
internal sealed class ReplacedModel(string name, Type input, Type output) : ModelDefinition(name)
{
    public override Type InputType => input;

    public override Type OutputType => output;
}
