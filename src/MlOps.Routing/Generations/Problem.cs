namespace MlOps.Routing.Generations;

/// <summary>Why something can't be served, for a text that names the model already.</summary>
internal static class Problem
{
    public static string Of(Exception e) => e is ModelConfigurationException configuration ? string.Join(" ", configuration.Mistakes) : e.Message;
}
