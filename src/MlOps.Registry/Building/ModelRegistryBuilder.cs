using Microsoft.Extensions.DependencyInjection;

namespace MlOps.Registry.Building;

internal sealed class ModelRegistryBuilder(IServiceCollection services) : IModelRegistryBuilder
{
    public IServiceCollection Services => services;
}
