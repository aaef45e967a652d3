using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using MlOps.Heuristics.Budgets;
using MlOps.Heuristics.Clamping;
using MlOps.Heuristics.Conditions;
using MlOps.Heuristics.Confidence;
using MlOps.Heuristics.Cooldowns;
using MlOps.Heuristics.Duplicates;
using MlOps.Heuristics.Hits;
using MlOps.Heuristics.Hysteresis;
using MlOps.Heuristics.Lists;
using MlOps.Heuristics.Maintenance;
using MlOps.Heuristics.Rounding;
using MlOps.Heuristics.Rules;
using MlOps.Heuristics.Running;

namespace MlOps.Heuristics.Configured;

/// <summary>The built-in rules that the configuration can add, by the words that add them in code.</summary>
internal static class ConfiguredKinds<
    [DynamicallyAccessedMembers(RowMembers.All)] TInput,
    [DynamicallyAccessedMembers(RowMembers.All)] TOutput>
{
    /// <summary>Declares a rule of each kind. One with mistakes is declared, too, so that those in its options are told with them.</summary>
    public static readonly IReadOnlyDictionary<string, Func<RuleReader<TInput, TOutput>, RuleDeclaration<TInput, TOutput>>> All =
        new Dictionary<string, Func<RuleReader<TInput, TOutput>, RuleDeclaration<TInput, TOutput>>>(StringComparer.OrdinalIgnoreCase)
        {
            ["Clamp"] = r => Number(r, ClampExtensions.Kind, new ClampRule()),
            ["Round"] = r => Number(r, RoundExtensions.RoundKind, new RoundRule()),
            ["SnapTo"] = r => Number(r, RoundExtensions.SnapKind, new SnapRule()),
            ["Override"] = r => Rule(r, ConditionKinds.Change, (r.RequiredWhen(), r.To()) is ({ } when, { } to)
                ? (_, _) => new ChangeLayer<TInput, TOutput>(when, to.Change, to.Number)
                : null),
            ["SuppressWhen"] = r => Rule(r, ConditionKinds.Suppress, r.RequiredWhen() is { } when
                ? (_, _) => new SuppressLayer<TInput, TOutput>(when)
                : null),
            ["DenyList"] = r => List(r, ListExtensions.DenyKind, firesIfListed: true),
            ["AllowList"] = r => List(r, ListExtensions.AllowKind, firesIfListed: false),
            ["RequireConfidence"] = r => Rule(r, ConfidenceExtensions.Kind, (r.Number("Confidence"), r.To()) is ({ } confidence, { } to)
                ? (options, _) => new ConfidenceLayer<TInput, TOutput>(options, confidence, to.Change)
                : null),
            ["Hysteresis"] = r => Rule(r, HysteresisExtensions.Kind, (r.Key(), r.Number("Score"), r.Switch()) is ({ } key, { } score, { } on)
                ? (options, context) => new HysteresisLayer<TInput, TOutput, ColumnKey>(options, context, new(key, score, on.Read, on.Set))
                : null),
            ["SuppressDuringMaintenance"] = r => Rule(r, MaintenanceExtensions.Kind, r.RequiredWhen() is { } when
                ? (options, context) => new MaintenanceLayer<TInput, TOutput>(options, context.Time, when)
                : null),
            ["Cooldown"] = r => Rule(r, CooldownExtensions.Kind, (r.RequiredWhen(), r.Key()) is ({ } when, { } key)
                ? (options, context) => new CooldownLayer<TInput, TOutput, ColumnKey>(options, context, when, key)
                : null),
            ["RequireHits"] = r => Rule(r, HitsExtensions.Kind, (r.RequiredWhen(), r.Key()) is ({ } when, { } key)
                ? (options, context) => new HitsLayer<TInput, TOutput, ColumnKey>(options, context, when, key)
                : null),
            ["SuppressDuplicates"] = r => Rule(r, DuplicateExtensions.Kind, (r.RequiredWhen(), r.Key()) is ({ } when, { } key)
                ? (options, context) => new DuplicateLayer<TInput, TOutput, ColumnKey>(options, context, when, key)
                : null),
            ["AlertBudget"] = r => Rule(r, BudgetExtensions.Kind, r.RequiredWhen() is { } when
                ? (options, context) => new BudgetLayer<TInput, TOutput>(options, context, when)
                : null),
        };

    private static LayerDeclaration<TInput, TOutput, TOptions> Rule<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] TOptions>(
        RuleReader<TInput, TOutput> reader, RuleKind<TOptions> kind, Func<TOptions, RuleContext, Layer<TInput, TOutput>>? create)
        where TOptions : HeuristicOptions, new() => new(reader.Name, kind, configure: null, create, reader.Source) { ColumnKeys = reader.Keys };

    // A rule that is about all answers can be held to some.
    private static LayerDeclaration<TInput, TOutput, TOptions> RuleWhen<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] TOptions>(
        RuleReader<TInput, TOutput> reader, RuleKind<TOptions> kind, Func<TOptions, Layer<TInput, TOutput>>? create)
        where TOptions : HeuristicOptions, new()
    {
        var when = reader.When();
        return Rule(reader, kind, create is null ? null
            : (options, _) => when is null ? create(options) : new ConditionalLayer<TInput, TOutput>(when, create(options)));
    }

    private static LayerDeclaration<TInput, TOutput, ListOptions> List(RuleReader<TInput, TOutput> reader, RuleKind<ListOptions> kind, bool firesIfListed) =>
        RuleWhen(reader, kind, reader.Text("Key") is { } key
            ? options => new ListLayer<TInput, TOutput>(options, firesIfListed, key, otherwise: null)
            : null);

    private static LayerDeclaration<TInput, TOutput, TOptions> Number<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] TOptions>(
        RuleReader<TInput, TOutput> reader, RuleKind<TOptions> kind, INumberRule<TInput, TOutput, TOptions> rule)
        where TOptions : HeuristicOptions, new() =>
        RuleWhen(reader, kind, reader.Changed() is { } target
            ? NumberColumn.Maker(target.Column, target.Write, rule) ?? reader.Wrong<Func<TOptions, Layer<TInput, TOutput>>>(
                "Column", $"is Answer.{target.Column.Name}: give a number that can't be null.")
            : null);

    private sealed class ClampRule : INumberRule<TInput, TOutput, ClampOptions>
    {
        public Layer<TInput, TOutput> Over<TValue>(ClampOptions options, string column, Func<TOutput, TValue> get, Func<TOutput, TValue, TOutput> set)
            where TValue : struct, INumber<TValue> => new ClampLayer<TInput, TOutput, TValue>(options, column, get, set);
    }

    private sealed class RoundRule : INumberRule<TInput, TOutput, RoundOptions>
    {
        public Layer<TInput, TOutput> Over<TValue>(RoundOptions options, string column, Func<TOutput, TValue> get, Func<TOutput, TValue, TOutput> set)
            where TValue : struct, INumber<TValue> => new RoundLayer<TInput, TOutput, TValue>(options, get, set);
    }

    private sealed class SnapRule : INumberRule<TInput, TOutput, SnapOptions>
    {
        public Layer<TInput, TOutput> Over<TValue>(SnapOptions options, string column, Func<TOutput, TValue> get, Func<TOutput, TValue, TOutput> set)
            where TValue : struct, INumber<TValue> => new SnapLayer<TInput, TOutput, TValue>(options, get, set);
    }
}
