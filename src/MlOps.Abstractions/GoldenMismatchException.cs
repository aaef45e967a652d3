namespace MlOps;

/// <summary>A model was loaded and doesn't answer its golden predictions as it did when it was registered, so it isn't served.</summary>
public sealed class GoldenMismatchException : ModelLoadException
{
    /// <summary>Makes one.</summary>
    /// <param name="message">What was wrong, where, and what to do.</param>
    /// <param name="report">What differs.</param>
    public GoldenMismatchException(string message, GoldenReport report)
        : base(message)
    {
        ArgumentNullException.ThrowIfNull(report);
        Report = report;
    }

    /// <summary>Which rows and columns differ.</summary>
    public GoldenReport Report { get; }
}
