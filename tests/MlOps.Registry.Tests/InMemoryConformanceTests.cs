using Microsoft.Extensions.DependencyInjection;
using MlOps.Registry.Conformance;
using MlOps.Registry.Stores;

namespace MlOps.Registry;

/// <summary>The rules alone: what holds here and not on a store is the store's fault.</summary>
public sealed class InMemoryConformanceTests : RegistryConformance
{
    private readonly (InMemoryRegistryStore Records, InMemoryArtifactStore Artifacts) _store = (new(), new());
    private readonly (InMemoryRegistryStore Records, InMemoryArtifactStore Artifacts) _elsewhere = (new(), new());

    protected override void AddStore(IModelRegistryBuilder builder) => Add(builder, _store);

    protected override void AddStoreElsewhere(IModelRegistryBuilder builder) => Add(builder, _elsewhere);

    private static void Add(IModelRegistryBuilder builder, (InMemoryRegistryStore Records, InMemoryArtifactStore Artifacts) store)
    {
        builder.Services.AddSingleton<IRegistryStore>(store.Records);
        builder.Services.AddSingleton<IArtifactStore>(store.Artifacts);
    }
}
