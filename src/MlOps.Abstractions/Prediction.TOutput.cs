using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;

namespace MlOps;

/// <summary>What comes out of the life of a prediction: how it ended, the value, who answered and why.</summary>
/// <typeparam name="TOutput">The answer.</typeparam>
/// <remarks>
/// An immutable value of six words. Make one with <see cref="Prediction"/>, change a copy with <c>with</c>. It serialises to
/// JSON whatever its outcome, without the values that validation observed, and prints itself as one line.
/// </remarks>
[JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
public readonly struct Prediction<TOutput>
{
    private readonly TOutput? _value;
    private readonly PredictionDetails? _details;
    private readonly long _number;

    internal Prediction(PredictionOutcome outcome, TOutput? value, PredictionDetails? details)
    {
        Outcome = outcome;
        _value = value;
        _details = details;
        _number = PredictionNumber.Next();
    }

    /// <summary>How the prediction ended.</summary>
    public PredictionOutcome Outcome { get; }

    /// <summary>An id that labels and logs can join later: the caller's, or one of this process. Empty for <c>default</c>.</summary>
    public string Id
    {
        get => _details?.Id ?? PredictionNumber.Format(_number);
        init => _details = PredictionDetails.From(_details) with { Id = value };
    }

    /// <summary>The answer.</summary>
    /// <exception cref="InvalidOperationException">There is none: the outcome isn't <see cref="PredictionOutcome.Answered"/>.</exception>
    [JsonIgnore]
    public TOutput Value => Outcome == PredictionOutcome.Answered ? _value! : throw NoValue();

    /// <summary>The answer, or the default of its type where there is none.</summary>
    [JsonPropertyName("value")]
    public TOutput? ValueOrDefault => _value;

    /// <summary>Who answered; null where nobody did, and for an answer made by hand.</summary>
    public Route? Route { get; init; }

    /// <summary>Whom the plan chose first; null where it had no one to choose.</summary>
    public Route? Assigned { get; init; }

    /// <summary>Why nobody answered; <see cref="UnavailableReason.None"/> for every other outcome.</summary>
    public UnavailableReason Reason => _details?.Reason ?? UnavailableReason.None;

    /// <summary>The routes that failed before the answer, in order. Never null.</summary>
    public IReadOnlyList<RouteAttempt> Attempts
    {
        get => _details?.Attempts ?? [];
        init => _details = PredictionDetails.From(_details) with { Attempts = value ?? [] };
    }

    /// <summary>What the input, or for a soft rule the answer, broke. Never null.</summary>
    public IReadOnlyList<Violation> Violations
    {
        get => _details?.Violations ?? [];
        init => _details = PredictionDetails.From(_details) with { Violations = value ?? [] };
    }

    /// <summary>The domain rules that changed or withheld the answer, or failed, in order. Never null.</summary>
    public IReadOnlyList<FiredHeuristic> Heuristics
    {
        get => _details?.Heuristics ?? [];
        init => _details = PredictionDetails.From(_details) with { Heuristics = value ?? [] };
    }

    /// <summary>Whether anything beyond the plain answer happened: an attempt that failed, a violation, a rule that fired, an id given.</summary>
    [JsonIgnore]
    public bool HasDetails => _details is not null;

    /// <summary>The answer, if there is one.</summary>
    public bool TryGetValue([MaybeNullWhen(false)] out TOutput value)
    {
        value = _value;
        return Outcome == PredictionOutcome.Answered;
    }

    /// <summary>The same prediction with another answer.</summary>
    /// <exception cref="InvalidOperationException">There is no answer to replace.</exception>
    public Prediction<TOutput> WithValue(TOutput value) => Outcome == PredictionOutcome.Answered ? new(this, Outcome, value) : throw NoValue();

    /// <summary>The same prediction with its answer withheld.</summary>
    public Prediction<TOutput> Suppress() => new(this, PredictionOutcome.Suppressed, default);

    /// <summary>An answer without a route, as models return it.</summary>
    [SuppressMessage("Usage", "CA2225", Justification = "Prediction.Answered is the named alternate.")]
    public static implicit operator Prediction<TOutput>(TOutput value) => new(PredictionOutcome.Answered, value, null);

    /// <summary>One line: outcome, value, who answered, and what happened on the way. Observed input values are not in it.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Outcome.ToString());
        if (Outcome == PredictionOutcome.Answered)
        {
            text.Append(CultureInfo.InvariantCulture, $" {_value}");
        }

        if (Reason != UnavailableReason.None)
        {
            text.Append(CultureInfo.InvariantCulture, $" ({Reason})");
        }

        if (Route is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $" by {Route}");
        }

        Append(text, "after", Attempts);
        Append(text, "violating", Violations);
        Append(text, "rules", Heuristics);
        return text.ToString();
    }

    private Prediction(in Prediction<TOutput> other, PredictionOutcome outcome, TOutput? value)
    {
        this = other;
        Outcome = outcome;
        _value = value;
    }

    private static void Append<T>(StringBuilder text, string word, IReadOnlyList<T> items)
    {
        if (items.Count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $", {word} [{string.Join("; ", items)}]");
        }
    }

    private InvalidOperationException NoValue() =>
        new($"This prediction has no value: it is {this}. Ask TryGetValue, or switch over Outcome, before reading Value.");
}
