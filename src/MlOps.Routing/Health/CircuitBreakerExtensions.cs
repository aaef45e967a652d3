using System.Diagnostics.CodeAnalysis;
using MlOps.Building;

namespace MlOps;

/// <summary>Says when a route is unhealthy.</summary>
public static class CircuitBreakerExtensions
{
    /// <summary>
    /// Says when a route of the model counts as unhealthy: it is then skipped while another can be asked, and single calls try it after a
    /// while. Each version and each function is judged by itself. Without this word the defaults hold.
    /// </summary>
    /// <param name="builder">The model's builder.</param>
    /// <param name="configure">Sets options; the same as <see cref="ModelOptions.CircuitBreaker"/>, which a configuration section can bind.</param>
    /// <typeparam name="TInput">The row.</typeparam>
    /// <typeparam name="TOutput">The answer.</typeparam>
    public static IModelBuilder<TInput, TOutput> WithCircuitBreaker<
        [DynamicallyAccessedMembers(RowMembers.All)] TInput,
        [DynamicallyAccessedMembers(RowMembers.All)] TOutput>(
        this IModelBuilder<TInput, TOutput> builder, Action<CircuitBreakerOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return builder.Configure(o => configure(o.CircuitBreaker));
    }
}
