using System.Diagnostics.CodeAnalysis;
using MlOps.Building;
using MlOps.Routing.Calls;
using MlOps.Routing.Declaration;

namespace MlOps;

/// <summary>Says how long a call to a route may take.</summary>
public static class TimeoutExtensions
{
    /// <summary>
    /// Says how long one call to the model may take: to each version of a plan, the file, the function or the model that its source names.
    /// A call that takes longer has failed, like one that throws, and the next route is asked.
    /// </summary>
    /// <param name="builder">The model's builder.</param>
    /// <param name="after">After what time, from a millisecond to a day.</param>
    /// <param name="configure">
    /// Sets further options, or null. Without <paramref name="fallback"/> they are those of <see cref="ModelOptions.Timeout"/>, which a
    /// configuration section can bind.
    /// </param>
    /// <param name="fallback">The name of a fallback function or model to say it of instead.</param>
    /// <typeparam name="TInput">The row.</typeparam>
    /// <typeparam name="TOutput">The answer.</typeparam>
    /// <remarks>
    /// An <see cref="IModel{TInput,TOutput}"/> of the host, and another declared model, are told by their token; the caller leaves whether
    /// they listen or not. Whatever can't be interrupted needs <see cref="CallTimeoutOptions.UseWorkers"/>; without them the timeout is
    /// refused at start.
    /// </remarks>
    public static IModelBuilder<TInput, TOutput> WithTimeout<
        [DynamicallyAccessedMembers(RowMembers.All)] TInput,
        [DynamicallyAccessedMembers(RowMembers.All)] TOutput>(
        this IModelBuilder<TInput, TOutput> builder, TimeSpan after, Action<CallTimeoutOptions>? configure = null, string? fallback = null)
    {
        if (fallback is null)
        {
            return builder.Configure(o => Set(o.Timeout));
        }

        var options = new CallTimeoutOptions();
        Set(options);
        ModelBuilder<TInput, TOutput>.DefinitionOf(builder).Of<CallRules>().Timeouts[fallback] = options;
        return builder;

        void Set(CallTimeoutOptions options)
        {
            options.After = after;
            configure?.Invoke(options);
        }
    }
}
