using System.Diagnostics.CodeAnalysis;
using MlOps.Building;
using MlOps.Routing.Calls;
using MlOps.Routing.Declaration;
using Polly;

namespace MlOps;

/// <summary>Puts Polly around the calls to a route.</summary>
public static class PipelineExtensions
{
    /// <summary>
    /// Runs each call to the model in a Polly pipeline: to each version of a plan, the file, the function or the model that its source names.
    /// For models that do I/O: retries, attempts with a timeout of their own, limits. What the pipeline throws is a failure of the route.
    /// </summary>
    /// <param name="builder">The model's builder.</param>
    /// <param name="configure">
    /// Adds strategies. Called once for each route, so that routes share no state, and once at start to find mistakes. The second argument
    /// is the host's services: <c>AddPipeline</c> takes a pipeline that <c>ResiliencePipelineProvider</c> knows.
    /// </param>
    /// <param name="fallback">The name of a fallback function or model to say it of instead.</param>
    /// <typeparam name="TInput">The row.</typeparam>
    /// <typeparam name="TOutput">The answer.</typeparam>
    /// <remarks>
    /// The pipeline stands inside the route's timeout, which bounds all its attempts together, and inside the check of the answer: it sees
    /// exceptions, not invalid answers. Its strategies go by the host's clock. A pipeline costs each call some hundred
    /// nanoseconds; a route without one pays nothing.
    /// </remarks>
    public static IModelBuilder<TInput, TOutput> WithPipeline<
        [DynamicallyAccessedMembers(RowMembers.All)] TInput,
        [DynamicallyAccessedMembers(RowMembers.All)] TOutput>(
        this IModelBuilder<TInput, TOutput> builder, Action<ResiliencePipelineBuilder, IServiceProvider> configure, string? fallback = null)
    {
        ArgumentNullException.ThrowIfNull(configure);
        ModelBuilder<TInput, TOutput>.DefinitionOf(builder).Of<CallRules>().Set(fallback, configure);
        return builder;
    }
}
