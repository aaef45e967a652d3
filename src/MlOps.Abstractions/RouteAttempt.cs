using System.Text.Json.Serialization;

namespace MlOps;

/// <summary>A route that was asked, or could not be asked, and gave no answer.</summary>
/// <param name="Route">The route.</param>
/// <param name="Failure">What went wrong.</param>
public sealed record RouteAttempt(Route Route, AttemptFailure Failure)
{
    /// <summary>What the model threw, or why it could not be loaded; null for other failures. It stays out of JSON, where only its type shows.</summary>
    [JsonIgnore]
    public Exception? Exception { get; init; }

    /// <summary>The full name of the exception's type, or null.</summary>
    public string? ErrorType => Exception?.GetType().FullName;

    /// <summary>The rules that the answer broke, or the input by this route's schema. Never null.</summary>
    public IReadOnlyList<Violation> Violations { get; init; } = [];

    /// <summary>One line: who, and what went wrong.</summary>
    public override string ToString() => Failure switch
    {
        // Why a version isn't loaded says nothing of a row. What a model throws at a prediction may, so only its type shows.
        AttemptFailure.NotLoaded when Exception is not null => $"{Route}: {Failure} {ErrorType}: {Exception.Message}",
        _ when Exception is not null => $"{Route}: {Failure} {ErrorType}",
        _ when Violations.Count > 0 => $"{Route}: {Failure} [{string.Join("; ", Violations)}]",
        _ => $"{Route}: {Failure}",
    };
}
