using System.Diagnostics.CodeAnalysis;
using MlOps.Golden;

namespace MlOps;

/// <summary>Captures golden predictions, and replays them.</summary>
public static class GoldenSetExtensions
{
    extension(GoldenSet)
    {
        /// <summary>Asks a model some rows, and keeps them with its answers.</summary>
        /// <typeparam name="TRow">
        /// The row. Its properties and fields are columns, or vectors of <c>float</c> or <c>double</c>; each can be set, by a setter, an init
        /// or a parameter of the constructor, or follows from others.
        /// </typeparam>
        /// <typeparam name="TAnswer">The answer; its properties and fields are of the same types.</typeparam>
        /// <param name="rows">Real rows of all kinds that occur, at least one. They are kept as long as the version, but for masked columns.</param>
        /// <param name="predict">The model. It is asked rows made of what is kept, so that a replay asks the same.</param>
        /// <param name="relativeTolerance">
        /// How far a number of an answer may be off when they are replayed, as a share of its magnitude; values around zero may be off by
        /// <see cref="GoldenSet.DefaultAbsoluteTolerance"/>. Zero for the same number. Everything else has to be the same.
        /// </param>
        /// <param name="masked">
        /// Columns of the row that are emptied before the model is asked, to null, NaN or the type's default, and not kept.
        /// </param>
        /// <param name="ignored">Columns of the answer that are not kept, such as a time.</param>
        /// <exception cref="ArgumentException">
        /// There are no rows, a name is unknown, a member is of a type that can't be kept, or a row can't be made again; the message says which.
        /// </exception>
        public static GoldenSet Capture<
            [DynamicallyAccessedMembers(RowMembers.All)] TRow,
            [DynamicallyAccessedMembers(RowMembers.All)] TAnswer>(
            IEnumerable<TRow> rows,
            Func<TRow, TAnswer> predict,
            double relativeTolerance = GoldenSet.DefaultRelativeTolerance,
            IEnumerable<string>? masked = null,
            IEnumerable<string>? ignored = null)
        {
            ArgumentNullException.ThrowIfNull(rows);
            ArgumentNullException.ThrowIfNull(predict);
            return GoldenRecorder.Record(
                rows, predict, relativeTolerance, new(masked ?? [], StringComparer.Ordinal), new(ignored ?? [], StringComparer.Ordinal));
        }
    }

    /// <summary>Asks a model the rows again, and compares its answers with those that were kept.</summary>
    /// <param name="golden">The golden predictions.</param>
    /// <param name="model">The model as it was loaded, without any check or rule around it.</param>
    /// <param name="cancellationToken">The caller's wish to stop.</param>
    /// <returns>
    /// What differs. A row to which the model throws or gives no answer differs. Columns that the row type has no place for are left out,
    /// columns that the answer type lacks are not compared, and the report names both.
    /// </returns>
    /// <exception cref="ModelLoadException">The types have none of the kept columns, or one with values of another kind.</exception>
    public static Task<GoldenReport> ReplayAsync<
        [DynamicallyAccessedMembers(RowMembers.All)] TInput,
        [DynamicallyAccessedMembers(RowMembers.All)] TOutput>(
        this GoldenSet golden, IModel<TInput, TOutput> model, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(golden);
        ArgumentNullException.ThrowIfNull(model);
        return new GoldenReplay<TInput, TOutput>(golden).RunAsync(model, cancellationToken);
    }

    /// <summary>Asks a function, such as an engine's <c>Predict</c>, the rows again, and compares its answers with those that were kept.</summary>
    /// <inheritdoc cref="ReplayAsync{TInput, TOutput}(GoldenSet, IModel{TInput, TOutput}, CancellationToken)"/>
    public static GoldenReport Replay<
        [DynamicallyAccessedMembers(RowMembers.All)] TInput,
        [DynamicallyAccessedMembers(RowMembers.All)] TOutput>(this GoldenSet golden, Func<TInput, TOutput> predict)
    {
        ArgumentNullException.ThrowIfNull(predict);
        return golden.ReplayAsync(new Function<TInput, TOutput>(predict)).GetAwaiter().GetResult();
    }

    // It answers at once, so nobody waits for the task.
    private sealed class Function<TInput, TOutput>(Func<TInput, TOutput> predict) : IModel<TInput, TOutput>
    {
        public ValueTask<Prediction<TOutput>> PredictAsync(TInput input, CancellationToken cancellationToken) => new(Prediction.Answered(predict(input)));
    }
}
