namespace MlOps;

/// <summary>A failure of a route, without any value of the row.</summary>
/// <param name="At">When.</param>
/// <param name="Failure">What went wrong.</param>
/// <param name="Because">The type of what was thrown, or the rules that the answer broke; null where neither is known.</param>
public sealed record RouteFailure(DateTimeOffset At, AttemptFailure Failure, string? Because)
{
    /// <summary>One line: what, why and when.</summary>
    public override string ToString() => string.Create(
        System.Globalization.CultureInfo.InvariantCulture, $"{Failure}{(Because is null ? "" : $" [{Because}]")} at {At:u}");
}
