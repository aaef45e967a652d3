namespace MlOps;

/// <summary>Who answers, and whom the plan chose first. Made once when a plan is published, and shared by all plain answers of a route.</summary>
public sealed class PredictionOrigin
{
    /// <summary>Makes one.</summary>
    /// <param name="route">Who answers.</param>
    /// <param name="assigned">Whom the plan chose first; the same where that one answers.</param>
    public PredictionOrigin(Route route, Route assigned)
    {
        ArgumentNullException.ThrowIfNull(route);
        ArgumentNullException.ThrowIfNull(assigned);
        Route = route;
        Assigned = assigned;
        Plain = new() { Route = route, Assigned = assigned, IsPlain = true };
    }

    /// <summary>Who answers.</summary>
    public Route Route { get; }

    /// <summary>Whom the plan chose first.</summary>
    public Route Assigned { get; }

    /// <summary>Whether its answers hold what is sensitive, so that a prediction doesn't print them. Default: false.</summary>
    public bool HidesAnswer
    {
        get => Plain.HidesAnswer;
        init => Plain = Plain with { HidesAnswer = value };
    }

    internal PredictionDetails Plain { get; private init; }
}
