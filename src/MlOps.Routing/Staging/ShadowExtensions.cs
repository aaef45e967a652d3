using System.Diagnostics.CodeAnalysis;
using MlOps.Building;
using MlOps.Routing.Declaration;
using MlOps.Routing.Staging;

namespace MlOps;

/// <summary>Says how shadows and canaries are compared with the live version. Which versions these are, the deployment says.</summary>
public static class ShadowExtensions
{
    /// <summary>Says how much of the traffic is compared, and how much may wait. Without this word the defaults hold.</summary>
    /// <param name="builder">The model's builder.</param>
    /// <param name="configure">Sets options, or null; they are those of <see cref="ModelOptions.Shadow"/>, which a configuration section can bind.</param>
    /// <param name="copy">
    /// Copies a row, where the host changes rows after the call or uses them again, or where a candidate might; null where rows are left
    /// alone from the call on. It is called on the caller's thread, for a sampled row that finds a place, before the call returns.
    /// </param>
    public static IModelBuilder<TInput, TOutput> Shadow<
        [DynamicallyAccessedMembers(RowMembers.All)] TInput,
        [DynamicallyAccessedMembers(RowMembers.All)] TOutput>(
        this IModelBuilder<TInput, TOutput> builder, Action<ShadowOptions>? configure = null, Func<TInput, TInput>? copy = null)
    {
        var rules = ModelBuilder<TInput, TOutput>.DefinitionOf(builder).Of<CandidateRules<TInput, TOutput>>();
        if (copy is not null)
        {
            rules.CopyBy(copy);
        }

        return configure is null ? builder : builder.Configure(o => configure(o.Shadow));
    }

    /// <summary>Two answers agree if they bear the same label.</summary>
    /// <param name="builder">The model's builder.</param>
    /// <param name="label">Takes the label from an answer.</param>
    public static IModelBuilder<TInput, TOutput> CompareLabels<
        [DynamicallyAccessedMembers(RowMembers.All)] TInput,
        [DynamicallyAccessedMembers(RowMembers.All)] TOutput,
        TLabel>(this IModelBuilder<TInput, TOutput> builder, Func<TOutput, TLabel> label)
    {
        ArgumentNullException.ThrowIfNull(label);
        return builder.CompareBy((live, candidate) => Same(EqualityComparer<TLabel>.Default.Equals(label(live), label(candidate))));
    }

    /// <summary>Two answers agree if a number of theirs is near enough. Their distance is <c>|a − b|</c>.</summary>
    /// <param name="builder">The model's builder.</param>
    /// <param name="number">Takes the number from an answer.</param>
    /// <param name="absolute">How far apart two numbers may be, in their own unit, 0 or more. Default: 0.</param>
    /// <param name="relative">How far apart they may be as a share of the larger one, 0 or more; the wider of the two counts. Default: 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A tolerance is negative or no number.</exception>
    public static IModelBuilder<TInput, TOutput> CompareNumbers<
        [DynamicallyAccessedMembers(RowMembers.All)] TInput,
        [DynamicallyAccessedMembers(RowMembers.All)] TOutput>(
        this IModelBuilder<TInput, TOutput> builder, Func<TOutput, double> number, double absolute = 0, double relative = 0)
    {
        ArgumentNullException.ThrowIfNull(number);
        ThrowUnlessTolerance(absolute, nameof(absolute));
        ThrowUnlessTolerance(relative, nameof(relative));
        return builder.CompareBy((live, candidate) =>
        {
            var (a, b) = (number(live), number(candidate));
            if (a.Equals(b))
            {
                return Same(true);
            }

            var distance = Math.Abs(a - b);
            return double.IsFinite(distance)
                ? new(distance <= Math.Max(absolute, relative * Math.Max(Math.Abs(a), Math.Abs(b))), distance)
                : new(false, double.MaxValue);
        });
    }

    /// <summary>Two answers agree if a function says so.</summary>
    /// <param name="builder">The model's builder.</param>
    /// <param name="agree">Given the live version's answer and the candidate's; called by many threads at once.</param>
    public static IModelBuilder<TInput, TOutput> CompareAnswers<
        [DynamicallyAccessedMembers(RowMembers.All)] TInput,
        [DynamicallyAccessedMembers(RowMembers.All)] TOutput>(
        this IModelBuilder<TInput, TOutput> builder, Func<TOutput, TOutput, bool> agree)
    {
        ArgumentNullException.ThrowIfNull(agree);
        return builder.CompareBy((live, candidate) => Same(agree(live, candidate)));
    }

    /// <summary>Answers are compared by a comparer of the host.</summary>
    /// <param name="builder">The model's builder.</param>
    /// <param name="comparer">The comparer.</param>
    public static IModelBuilder<TInput, TOutput> CompareAnswers<
        [DynamicallyAccessedMembers(RowMembers.All)] TInput,
        [DynamicallyAccessedMembers(RowMembers.All)] TOutput>(
        this IModelBuilder<TInput, TOutput> builder, IAnswerComparer<TOutput> comparer)
    {
        ArgumentNullException.ThrowIfNull(comparer);
        ModelBuilder<TInput, TOutput>.DefinitionOf(builder).Of<CandidateRules<TInput, TOutput>>().CompareBy(comparer);
        return builder;
    }

    /// <summary>Keeps what was seen of shadows and canaries in a folder, so that it survives a restart of this host.</summary>
    /// <param name="builder">The model's builder.</param>
    /// <param name="directory">
    /// The folder; a relative path starts at the host's content root, or without a host at the current directory. See
    /// <see cref="EvidenceOptions.Directory"/>.
    /// </param>
    public static IModelBuilder<TInput, TOutput> KeepEvidence<
        [DynamicallyAccessedMembers(RowMembers.All)] TInput,
        [DynamicallyAccessedMembers(RowMembers.All)] TOutput>(
        this IModelBuilder<TInput, TOutput> builder, string directory)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(directory);
        return builder.Configure(o => o.Evidence.Directory = directory);
    }

    private static IModelBuilder<TInput, TOutput> CompareBy<
        [DynamicallyAccessedMembers(RowMembers.All)] TInput,
        [DynamicallyAccessedMembers(RowMembers.All)] TOutput>(
        this IModelBuilder<TInput, TOutput> builder, Func<TOutput, TOutput, AnswerDifference> compare) =>
        builder.CompareAnswers(new FunctionComparer<TOutput>(compare));

    private static AnswerDifference Same(bool same) => new(same, same ? 0 : 1);

    private static void ThrowUnlessTolerance(double tolerance, string name)
    {
        if (!(tolerance >= 0))
        {
            throw new ArgumentOutOfRangeException(name, tolerance, "A tolerance is a number of 0 or more.");
        }
    }
}
