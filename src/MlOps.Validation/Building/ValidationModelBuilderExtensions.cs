using System.Diagnostics.CodeAnalysis;
using MlOps.Building;
using MlOps.Validation.Building;

namespace MlOps;

/// <summary>Adds validation to a model.</summary>
public static class ValidationModelBuilderExtensions
{
    /// <summary>Checks what goes in by the input schema registered with each version.</summary>
    /// <remarks>A version without one isn't published; the message says how to mend it.</remarks>
    public static IModelBuilder<TInput, TOutput> ValidateInput<
        [DynamicallyAccessedMembers(RowMembers.All)] TInput,
        [DynamicallyAccessedMembers(RowMembers.All)] TOutput>(this IModelBuilder<TInput, TOutput> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.CheckInput(context => RowCheckFactory.Create<TInput>(context, CheckedSide.Input, code: null));
    }

    /// <summary>Checks what goes in by rules in code and, where a version was registered with an input schema, by that too.</summary>
    /// <param name="builder">The model.</param>
    /// <param name="configure">Says what the columns hold. Where both speak of the same, the stricter wins.</param>
    /// <exception cref="ArgumentException">A rule makes no sense; the message says which and why.</exception>
    public static IModelBuilder<TInput, TOutput> ValidateInput<
        [DynamicallyAccessedMembers(RowMembers.All)] TInput,
        [DynamicallyAccessedMembers(RowMembers.All)] TOutput>(
        this IModelBuilder<TInput, TOutput> builder, Action<SchemaBuilder<TInput>> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var code = SchemaBuilder<TInput>.Write(configure);
        return builder.CheckInput(context => RowCheckFactory.Create(context, CheckedSide.Input, code));
    }

    /// <summary>Checks what comes out by the output schema registered with each version.</summary>
    /// <remarks>A version without one isn't published; the message says how to mend it.</remarks>
    public static IModelBuilder<TInput, TOutput> ValidateOutput<
        [DynamicallyAccessedMembers(RowMembers.All)] TInput,
        [DynamicallyAccessedMembers(RowMembers.All)] TOutput>(this IModelBuilder<TInput, TOutput> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.CheckOutput(context => RowCheckFactory.Create<TOutput>(context, CheckedSide.Output, code: null));
    }

    /// <summary>Checks what comes out by rules in code and, where a version was registered with an output schema, by that too.</summary>
    /// <param name="builder">The model.</param>
    /// <param name="configure">Says what the columns hold. Where both speak of the same, the stricter wins.</param>
    /// <exception cref="ArgumentException">A rule makes no sense; the message says which and why.</exception>
    public static IModelBuilder<TInput, TOutput> ValidateOutput<
        [DynamicallyAccessedMembers(RowMembers.All)] TInput,
        [DynamicallyAccessedMembers(RowMembers.All)] TOutput>(
        this IModelBuilder<TInput, TOutput> builder, Action<SchemaBuilder<TOutput>> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var code = SchemaBuilder<TOutput>.Write(configure);
        return builder.CheckOutput(context => RowCheckFactory.Create(context, CheckedSide.Output, code));
    }
}
