using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;

namespace MlOps;

/// <summary>What comes out of the life of a prediction: how it ended, the value, who answered and why.</summary>
/// <typeparam name="TOutput">The answer.</typeparam>
/// <remarks>
/// An immutable value of three words. Make one with <see cref="Prediction"/>, change a copy with <c>with</c>. It serialises to
/// JSON whatever its outcome, without the values that validation observed, and prints itself as one line. NaN and infinity in an answer
/// are written by name, <c>"NaN"</c>, but where options have a reference handler or the answer's own attribute forbids it; see
/// <see cref="AnswerJsonConverter"/>. It is not read back.
/// </remarks>
[JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
public readonly struct Prediction<TOutput>
{
    // Three fields, so that the runtime keeps a prediction in registers on its way through the stages: the number and the outcome
    // share one, and what few predictions have stands in an object, which is shared by all plain answers of a route.
    private const int OutcomeBits = 3;

    private readonly TOutput? _value;
    private readonly PredictionDetails? _details;
    private readonly long _numberAndOutcome;

    internal Prediction(PredictionOutcome outcome, TOutput? value, PredictionDetails? details)
        : this(value, details, (PredictionNumber.Next() << OutcomeBits) | (long)outcome)
    {
    }

    private Prediction(TOutput? value, PredictionDetails? details, long numberAndOutcome)
    {
        _value = value;
        _details = details;
        _numberAndOutcome = numberAndOutcome;
    }

    /// <summary>How the prediction ended.</summary>
    public PredictionOutcome Outcome => (PredictionOutcome)(_numberAndOutcome & ((1 << OutcomeBits) - 1));

    /// <summary>An id that labels and logs can join later: the caller's, or one of this process. Empty for <c>default</c>.</summary>
    public string Id
    {
        get => _details?.Id ?? PredictionNumber.Format(_numberAndOutcome >> OutcomeBits);
        init => _details = PredictionDetails.From(_details) with { Id = value };
    }

    /// <summary>The answer.</summary>
    /// <exception cref="InvalidOperationException">There is none: the outcome isn't <see cref="PredictionOutcome.Answered"/>.</exception>
    [JsonIgnore]
    public TOutput Value => Outcome == PredictionOutcome.Answered ? _value! : throw NoValue();

    /// <summary>The answer, or the default of its type where there is none.</summary>
    [JsonPropertyName("value")]
    [JsonConverter(typeof(AnswerJsonConverter))]
    public TOutput? ValueOrDefault => _value;

    /// <summary>Who answered; null where nobody did, and for an answer made by hand.</summary>
    public Route? Route
    {
        get => _details?.Route;
        init => _details = PredictionDetails.From(_details) with { Route = value };
    }

    /// <summary>Whom the plan chose first; null where it had no one to choose.</summary>
    public Route? Assigned
    {
        get => _details?.Assigned;
        init => _details = PredictionDetails.From(_details) with { Assigned = value };
    }

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

    /// <summary>The domain rules that changed or withheld the answer, would have in a dry run, or failed, in order. Never null.</summary>
    public IReadOnlyList<FiredHeuristic> Heuristics
    {
        get => _details?.Heuristics ?? [];
        init => _details = PredictionDetails.From(_details) with { Heuristics = value ?? [] };
    }

    /// <summary>Whether this is an answer and nothing else: no attempt failed, no rule was broken, no heuristic fired, no id was given.</summary>
    [JsonIgnore]
    public bool IsPlain => Outcome == PredictionOutcome.Answered && (_details is null || _details.IsPlain);

    /// <summary>The answer, if there is one.</summary>
    public bool TryGetValue([MaybeNullWhen(false)] out TOutput value)
    {
        value = _value;
        return Outcome == PredictionOutcome.Answered;
    }

    /// <summary>The same prediction with another answer.</summary>
    /// <exception cref="InvalidOperationException">There is no answer to replace.</exception>
    public Prediction<TOutput> WithValue(TOutput value) =>
        Outcome == PredictionOutcome.Answered ? new(value, _details, _numberAndOutcome) : throw NoValue();

    /// <summary>The same prediction with its answer withheld.</summary>
    public Prediction<TOutput> Suppress() => new(
        default, _details, (_numberAndOutcome >> OutcomeBits << OutcomeBits) | (long)PredictionOutcome.Suppressed);

    /// <summary>The same prediction with who answered it and whom the plan chose first. For a plain answer it costs a reference.</summary>
    public Prediction<TOutput> AnsweredBy(PredictionOrigin origin)
    {
        ArgumentNullException.ThrowIfNull(origin);
        return _details is null
            ? new(_value, origin.Plain, _numberAndOutcome)
            : new(_value, PredictionDetails.From(_details) with { Route = origin.Route, Assigned = origin.Assigned, HidesAnswer = origin.HidesAnswer }, _numberAndOutcome);
    }

    /// <summary>An answer without a route, as models return it.</summary>
    [SuppressMessage("Usage", "CA2225", Justification = "Prediction.Answered is the named alternate.")]
    public static implicit operator Prediction<TOutput>(TOutput value) => new(PredictionOutcome.Answered, value, null);

    /// <summary>
    /// One line: outcome, value, who answered, and what happened on the way. Observed input values are not in it, and neither is an answer of which the
    /// output schema says that a column is sensitive: it is <c>(hidden)</c>.
    /// </summary>
    /// <remarks>The same in every culture. An answer that can't print itself is named by its type; this never throws.</remarks>
    public override string ToString()
    {
        var text = new StringBuilder(Outcome.ToString());
        if (Outcome == PredictionOutcome.Answered)
        {
            text.Append(' ').Append(_details?.HidesAnswer == true ? "(hidden)" : AnswerText.Of(_value));
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
