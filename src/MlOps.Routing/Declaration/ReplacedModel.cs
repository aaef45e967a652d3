using MlOps.Routing.Serving;

namespace MlOps.Routing.Declaration;

/// <summary>Stands for a declared model whose predictor a test has replaced: the host serves nothing for it.</summary>
internal sealed class ReplacedModel(string name, Type input, Type output) : ModelDefinition(name)
{
    public override Type InputType => input;

    public override Type OutputType => output;

    public override ModelServer CreateServer(IServiceProvider services) =>
        throw new InvalidOperationException($"Model '{Name}' was replaced by a test double, which serves by itself.");
}
