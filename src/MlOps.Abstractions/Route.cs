namespace MlOps;

/// <summary>Who may answer for a model: one version, one file or one function, in one role.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Version">The registered version, or null for a file or a function.</param>
/// <param name="Name">What people call it: <c>v7</c>, a file's name, a function's name.</param>
/// <param name="Role">What the route is for.</param>
/// <remarks>Made once when a plan is published, never for a prediction.</remarks>
public sealed record Route(string Model, int? Version, string Name, RouteRole Role)
{
    /// <summary>The route as a person writes it: <c>income v7 (live)</c>, <c>income 'base rate' (fallback function)</c>.</summary>
    public override string ToString() => $"{Model} {(Version is null ? $"'{Name}'" : Name)} ({Role switch
    {
        RouteRole.Live => "live",
        RouteRole.Canary => "canary",
        RouteRole.Shadow => "shadow",
        RouteRole.FallbackVersion => "fallback version",
        RouteRole.FallbackFunction => "fallback function",
        RouteRole.FallbackModel => "fallback model",
        _ => "invalid-input handler",
    }})";
}
