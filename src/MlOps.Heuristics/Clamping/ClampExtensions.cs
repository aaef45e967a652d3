using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Configuration;
using MlOps.Building;
using MlOps.Heuristics.Building;
using MlOps.Heuristics.Clamping;
using MlOps.Heuristics.Rules;

namespace MlOps;

/// <summary>Keeps numbers of answers in a band.</summary>
public static class ClampExtensions
{
    internal static readonly RuleKind<ClampOptions> Kind =
        new("clamp", new ClampOptionsValidator(), (section, options) => section.Bind(options, o => o.ErrorOnUnknownConfiguration = true));

    /// <summary>Adds a rule that puts a number out of a band at its nearer end.</summary>
    /// <param name="builder">The model's builder.</param>
    /// <param name="name">What predictions, logs and metrics call the rule; one of a kind within the model.</param>
    /// <param name="get">Reads the number.</param>
    /// <param name="min">The smallest number that goes out; an infinity leaves the side open.</param>
    /// <param name="max">The largest number that goes out; likewise.</param>
    /// <param name="set">Makes the answer with another number: a new object, never the same one changed.</param>
    /// <param name="configure">Sets the rule's other options, or null.</param>
    /// <param name="column">
    /// The column that <paramref name="get"/> reads. By default it is taken from the source of <c>p => p.Score</c>. A clamp whose band contains
    /// the range that a version's output schema holds this column to can never fire, which is logged when the version starts to serve.
    /// </param>
    /// <remarks>NaN stays what it is. The result doesn't depend on how often the clamp is applied.</remarks>
    public static IModelBuilder<TInput, TOutput> Clamp<
        [DynamicallyAccessedMembers(RowMembers.All)] TInput,
        [DynamicallyAccessedMembers(RowMembers.All)] TOutput,
        TValue>(
        this IModelBuilder<TInput, TOutput> builder,
        string name,
        Func<TOutput, TValue> get,
        double min,
        double max,
        Func<TOutput, TValue, TOutput> set,
        Action<ClampOptions>? configure = null,
        [CallerArgumentExpression(nameof(get))] string? column = null)
        where TValue : struct, INumber<TValue>
    {
        ArgumentNullException.ThrowIfNull(get);
        ArgumentNullException.ThrowIfNull(set);
        var read = ColumnText.Of(column) ?? column;
        return builder.AddLayer(
            name,
            Kind,
            o =>
            {
                (o.Minimum, o.Maximum) = (min, max);
                configure?.Invoke(o);
            },
            (options, _) => new ClampLayer<TInput, TOutput, TValue>(options, read, get, set),
            get,
            set);
    }
}
