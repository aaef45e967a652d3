using MlOps.Runtimes;

namespace MlOps.Endurance.Serving;

/// <summary>Loads nothing: it throws what nobody expects of a loader.</summary>
internal sealed class ThrowingRuntime : IModelRuntime<House, Price>
{
    public const string Message = "the loader has a mistake";

    public string Format => "throwing";

    public ValueTask<IModel<House, Price>> LoadAsync(ModelContent content, CancellationToken cancellationToken) => throw new InvalidOperationException(Message);
}
