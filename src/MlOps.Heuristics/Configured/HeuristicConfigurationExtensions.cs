using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using MlOps.Building;
using MlOps.Heuristics.Building;
using MlOps.Heuristics.Configured;
using MlOps.Heuristics.Running;

namespace MlOps;

/// <summary>Lets the configuration speak of a model's rules.</summary>
public static class HeuristicConfigurationExtensions
{
    /// <summary>
    /// Lets a section of the configuration order, enable and tune the model's rules, and add built-in ones over columns of the row and the answer.
    /// </summary>
    /// <param name="builder">The model's builder.</param>
    /// <param name="section">
    /// The section. <c>Order</c> lists the names of all rules in the order in which they run; without it those of code come first, in their order,
    /// and then those that the section adds, by their names. <c>Rules</c> has a section for each rule by its name. For a rule of code its keys are
    /// properties of the rule's options; they go over what the code says, and lists are added to. A rule that the section adds also has a
    /// <c>Kind</c>, the word that adds such a rule in code, and its columns.
    /// </param>
    /// <remarks>
    /// When the section changes, a new set of rules is made and takes the place of the old one as a whole; a prediction sees one or the other, and
    /// what rules remember stays with their names. A section with mistakes stops the host from starting, and later leaves the old set in force and
    /// logs every mistake; so does one that is gone. A key or a name that is none is a mistake. A name with a colon can't be a key.
    /// </remarks>
    /// <exception cref="InvalidOperationException">The model's rules have a section already.</exception>
    public static IModelBuilder<TInput, TOutput> ConfigureHeuristics<
        [DynamicallyAccessedMembers(RowMembers.All)] TInput,
        [DynamicallyAccessedMembers(RowMembers.All)] TOutput>(this IModelBuilder<TInput, TOutput> builder, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        builder.Rules().Configure(section, Declare<TInput, TOutput>);
        return builder;
    }

    private static RuleDeclaration<TInput, TOutput>? Declare<
        [DynamicallyAccessedMembers(RowMembers.All)] TInput,
        [DynamicallyAccessedMembers(RowMembers.All)] TOutput>(IConfigurationSection rule, List<string> mistakes)
    {
        var kinds = ConfiguredKinds<TInput, TOutput>.All;
        var reader = new RuleReader<TInput, TOutput>(rule, mistakes);
        return rule["Kind"] is not { Length: > 0 } kind
            ? reader.Wrong<RuleDeclaration<TInput, TOutput>>(
                "Kind", $"is missing, and no rule of code has this name: correct the name, or give one of {string.Join(", ", kinds.Keys)}.")
            : kinds.TryGetValue(kind, out var declare)
                ? declare(reader)
                : reader.Wrong<RuleDeclaration<TInput, TOutput>>("Kind", $"is '{kind}': give one of {string.Join(", ", kinds.Keys)}.");
    }
}
