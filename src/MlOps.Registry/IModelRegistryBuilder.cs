using Microsoft.Extensions.DependencyInjection;

namespace MlOps;

/// <summary>Declares the registry; a store's package adds its words to it as extension methods.</summary>
public interface IModelRegistryBuilder
{
    /// <summary>The host's services.</summary>
    IServiceCollection Services { get; }
}
