namespace MlOps;

/// <summary>One thing that is wrong with a registry.</summary>
/// <param name="Kind">What kind of thing.</param>
/// <param name="Where">The version, deployment or digest.</param>
/// <param name="Text">What is wrong and what to do.</param>
public sealed record RegistryProblem(RegistryProblemKind Kind, string Where, string Text);
