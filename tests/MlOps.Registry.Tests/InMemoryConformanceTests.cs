using Microsoft.Extensions.DependencyInjection;
using MlOps.Registry.Conformance;
using MlOps.Registry.Stores;

namespace MlOps.Registry;

/// <summary>The rules alone: what holds here and not on a store is the store's fault.</summary>
public sealed class InMemoryConformanceTests : RegistryConformance
{
    private readonly InMemoryRegistryStore _store = new();
    private readonly InMemoryArtifactStore _artifacts = new();

    protected override void AddStore(IModelRegistryBuilder builder)
    {
        builder.Services.AddSingleton<IRegistryStore>(_store);
        builder.Services.AddSingleton<IArtifactStore>(_artifacts);
    }
}
