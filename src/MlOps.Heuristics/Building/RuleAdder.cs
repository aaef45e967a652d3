using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MlOps.Building;
using MlOps.Heuristics.Rules;
using MlOps.Heuristics.Running;

namespace MlOps.Heuristics.Building;

/// <summary>Adds rules to the one stage that runs them.</summary>
internal static class RuleAdder
{
    /// <summary>Adds a built-in rule.</summary>
    /// <param name="builder">The model's builder.</param>
    /// <param name="name">The rule's name.</param>
    /// <param name="kind">What kind of rule it is.</param>
    /// <param name="configure">Sets its options, or null.</param>
    /// <param name="create">Makes it.</param>
    /// <param name="code">The host's code that it runs; nulls are none.</param>
    public static IModelBuilder<TInput, TOutput> AddLayer<
        [DynamicallyAccessedMembers(RowMembers.All)] TInput,
        [DynamicallyAccessedMembers(RowMembers.All)] TOutput,
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] TOptions>(
        this IModelBuilder<TInput, TOutput> builder,
        string name,
        RuleKind<TOptions> kind,
        Action<TOptions>? configure,
        Func<TOptions, RuleContext, Layer<TInput, TOutput>> create,
        params Delegate?[] code)
        where TOptions : HeuristicOptions, new()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return builder.AddRule(new LayerDeclaration<TInput, TOutput, TOptions>(name, kind, configure, create, RuleSource.Code(code)));
    }

    /// <summary>Adds a rule.</summary>
    public static IModelBuilder<TInput, TOutput> AddRule<
        [DynamicallyAccessedMembers(RowMembers.All)] TInput,
        [DynamicallyAccessedMembers(RowMembers.All)] TOutput>(
        this IModelBuilder<TInput, TOutput> builder, RuleDeclaration<TInput, TOutput> rule)
    {
        builder.Rules().Add(rule);
        return builder;
    }

    /// <summary>The rules of the model. Whoever asks first puts the one stage in its place; the others join it.</summary>
    public static RuleDeclarations<TInput, TOutput> Rules<
        [DynamicallyAccessedMembers(RowMembers.All)] TInput,
        [DynamicallyAccessedMembers(RowMembers.All)] TOutput>(this IModelBuilder<TInput, TOutput> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (builder.Properties.TryGetValue(typeof(RuleDeclarations<TInput, TOutput>), out var known))
        {
            return (RuleDeclarations<TInput, TOutput>)known;
        }

        var rules = new RuleDeclarations<TInput, TOutput>(builder.Name);
        builder.Properties[typeof(RuleDeclarations<TInput, TOutput>)] = rules;
        builder.Services.AddKeyedSingleton(rules, (services, _) => new RuleBook<TInput, TOutput>(rules, services));
        builder.Services.AddSingleton<IRuleBook>(services => services.GetRequiredKeyedService<RuleBook<TInput, TOutput>>(rules));
        builder.Services.TryAddSingleton(services => new HeuristicReports(services.GetServices<IRuleBook>()));
        builder.AddStage(
            StagePoint.Answer,
            "heuristics",
            (context, inner) => context.Services.GetRequiredKeyedService<RuleBook<TInput, TOutput>>(rules).Wrap(context, inner));
        return rules;
    }
}
