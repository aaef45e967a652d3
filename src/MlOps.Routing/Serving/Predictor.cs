using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using MlOps.Routing.Generations;

namespace MlOps.Routing.Serving;

/// <summary>Runs the life of a prediction: enters what serves, lets its stages answer, leaves, and reports what was out of the ordinary.</summary>
internal sealed class Predictor<
    [DynamicallyAccessedMembers(RowMembers.All)] TInput,
    [DynamicallyAccessedMembers(RowMembers.All)] TOutput>(ModelServer<TInput, TOutput> server) : IPredictor<TInput, TOutput>
{
    private static readonly Violation NoRow = new("", "required", Severity.Hard, "a row") { Observed = "null", Missing = MissingState.Null };

    public ValueTask<Prediction<TOutput>> PredictAsync(TInput input, CancellationToken cancellationToken = default) =>
        PredictAsync(input, null, cancellationToken);

    public ValueTask<Prediction<TOutput>> PredictAsync(TInput input, PredictionOptions? options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<Prediction<TOutput>>(cancellationToken);
        }

        if (options is not null || server.Telemetry.IsObserved || server.Current is not { } generation || !generation.TryEnter(out var lease))
        {
            return PredictObservedAsync(input, options, cancellationToken);
        }

        // The common case: something serves, nobody measures, the answer is there when the call returns.
        ValueTask<Prediction<TOutput>> pending;
        try
        {
            pending = generation.Choose(input, null).PredictAsync(input, cancellationToken);
        }
        catch
        {
            generation.Exit(lease);
            throw;
        }

        if (!pending.IsCompletedSuccessfully)
        {
            return FinishAsync(pending, generation, lease);
        }

        generation.Exit(lease);
        var prediction = pending.Result;
        return prediction.IsPlain ? new(prediction) : new(Report(prediction, generation));
    }

    public async ValueTask PredictBatchAsync(
        ReadOnlyMemory<TInput> inputs,
        Memory<Prediction<TOutput>> predictions,
        PredictionOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        if (predictions.Length < inputs.Length)
        {
            throw new ArgumentException(
                $"There are {inputs.Length} rows and room for {predictions.Length} predictions; pass a longer memory.", nameof(predictions));
        }

        predictions.Span[..inputs.Length].Clear();
        var (generation, lease) = await EnterAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            for (var i = 0; i < inputs.Length; i++)
            {
                var prediction = inputs.Span[i] is null
                    ? Prediction.Rejected<TOutput>(NoRow)
                    : await PredictWithinAsync(generation, inputs.Span[i], options, cancellationToken).ConfigureAwait(false);
                predictions.Span[i] = prediction;
            }
        }
        finally
        {
            generation.Exit(lease);
        }
    }

    private async ValueTask<Prediction<TOutput>> FinishAsync(
        ValueTask<Prediction<TOutput>> pending, Generation<TInput, TOutput> generation, int lease)
    {
        try
        {
            return Report(await pending.ConfigureAwait(false), generation);
        }
        finally
        {
            generation.Exit(lease);
        }
    }

    private async ValueTask<Prediction<TOutput>> PredictObservedAsync(
        TInput input, PredictionOptions? options, CancellationToken cancellationToken)
    {
        var (generation, lease) = await EnterAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await PredictWithinAsync(generation, input, options, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            generation.Exit(lease);
        }
    }

    private async ValueTask<Prediction<TOutput>> PredictWithinAsync(
        Generation<TInput, TOutput> generation, TInput input, PredictionOptions? options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        cancellationToken.ThrowIfCancellationRequested();
        if (options?.OnlyVersion is not null)
        {
            return await AskOnlyAsync(generation, input, options, cancellationToken).ConfigureAwait(false);
        }

        using var span = server.Telemetry.Start();
        var prediction = await generation.Choose(input, options).PredictAsync(input, cancellationToken).ConfigureAwait(false);
        prediction = options?.Id is { } id ? prediction with { Id = id } : prediction;
        span.Finish(prediction, generation.Heuristics?.Digest);
        return Report(prediction, generation);
    }

    // A question to one version is no traffic: it counts nowhere.
    private async ValueTask<Prediction<TOutput>> AskOnlyAsync(
        Generation<TInput, TOutput> generation, TInput input, PredictionOptions options, CancellationToken cancellationToken)
    {
        if (!server.Options.AllowOnlyVersion)
        {
            throw new InvalidOperationException(
                $"Model '{server.Name}' doesn't let a call choose its version. Set AllowOnlyVersion in its options if it should.");
        }

        var prediction = await generation.Choose(input, options).PredictAsync(input, cancellationToken).ConfigureAwait(false);
        ThrowIfUnavailable(prediction);
        return options.Id is { } id ? prediction with { Id = id } : prediction;
    }

    private async ValueTask<(Generation<TInput, TOutput> Generation, int Lease)> EnterAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var generation = server.Current ?? await server.FirstAsync(cancellationToken).ConfigureAwait(false);
            if (generation.TryEnter(out var lease))
            {
                return (generation, lease);
            }

            // Retired between reading it and entering: its successor is there already, unless the host is gone.
            ObjectDisposedException.ThrowIf(ReferenceEquals(generation, server.Current), this);
        }
    }

    private Prediction<TOutput> Report(in Prediction<TOutput> prediction, Generation<TInput, TOutput> generation)
    {
        server.Telemetry.Report(prediction, generation.IsSensitive);
        ThrowIfUnavailable(prediction);
        return prediction;
    }

    private void ThrowIfUnavailable(in Prediction<TOutput> prediction)
    {
        if (prediction.Outcome != PredictionOutcome.Unavailable || !server.Options.ThrowWhenUnavailable)
        {
            return;
        }

        if (prediction.Attempts.LastOrDefault(a => a.Exception is not null)?.Exception is { } last)
        {
            ExceptionDispatchInfo.Throw(last);
        }

        throw new PredictionUnavailableException($"Model '{server.Name}' could not answer: {prediction}");
    }
}
