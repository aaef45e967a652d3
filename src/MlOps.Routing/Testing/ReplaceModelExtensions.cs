using Microsoft.Extensions.DependencyInjection;
using MlOps.Routing.Declaration;

namespace MlOps;

/// <summary>Puts test doubles in the place of models.</summary>
public static class ReplaceModelExtensions
{
    /// <summary>
    /// Puts a predictor in the place of a declared model: with its key and without. The host no longer loads the model, nor needs
    /// its registry or file.
    /// </summary>
    /// <exception cref="ArgumentException">No model of that name and those types was declared.</exception>
    public static IServiceCollection ReplaceModel<TInput, TOutput>(
        this IServiceCollection services, string name, IPredictor<TInput, TOutput> predictor)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(predictor);
        var declared = services.FirstOrDefault(d => d.ServiceType == typeof(ModelDefinition)
            && d.ImplementationInstance is ModelDefinition definition
            && definition.Name == name
            && definition.InputType == typeof(TInput)
            && definition.OutputType == typeof(TOutput));
        if (declared is null)
        {
            throw new ArgumentException(
                $"No model '{name}' of {typeof(TInput).Name} and {typeof(TOutput).Name} is declared, so there is none to replace.", nameof(name));
        }

        services.Remove(declared);
        services.AddSingleton<ModelDefinition>(new ReplacedModel(name, typeof(TInput), typeof(TOutput)));
        services.AddKeyedSingleton(name, predictor);
        return services;
    }
}
