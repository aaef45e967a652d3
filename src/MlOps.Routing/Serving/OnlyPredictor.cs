using Microsoft.Extensions.DependencyInjection;
using MlOps.Routing.Declaration;

namespace MlOps.Routing.Serving;

/// <summary>Resolves a predictor without a key, which works where one model of the two types is declared.</summary>
internal static class OnlyPredictor
{
    public static IPredictor<TInput, TOutput> Resolve<TInput, TOutput>(IServiceProvider services)
    {
        var names = services.GetServices<ModelDefinition>()
            .Where(d => d.InputType == typeof(TInput) && d.OutputType == typeof(TOutput))
            .Select(d => d.Name)
            .ToArray();
        return names is [var only]
            ? services.GetRequiredKeyedService<IPredictor<TInput, TOutput>>(only)
            : throw new InvalidOperationException(
                $"{names.Length} models answer {typeof(TInput).Name} with {typeof(TOutput).Name}: {string.Join(", ", names)}. "
                + $"Say which one: [FromKeyedServices(\"{names.FirstOrDefault()}\")] IPredictor<{typeof(TInput).Name}, {typeof(TOutput).Name}>.");
    }
}
