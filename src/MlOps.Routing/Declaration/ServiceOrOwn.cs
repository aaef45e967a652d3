using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;

namespace MlOps.Routing.Declaration;

/// <summary>A type that a declaration names: the host's service if it is registered as one, else made for this declaration. DI disposes both.</summary>
internal static class ServiceOrOwn
{
    /// <summary>Says how to get the service, once there are services.</summary>
    public static Func<IServiceProvider, T> Of<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(IServiceCollection services)
        where T : class
    {
        var key = new object();
        services.AddKeyedSingleton<T>(key, (provider, _) => ActivatorUtilities.CreateInstance<T>(provider));
        return provider => provider.GetService<T>() ?? provider.GetRequiredKeyedService<T>(key);
    }
}
