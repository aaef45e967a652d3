namespace MlOps;

/// <summary>Where a column is expected. Other names may be used as well.</summary>
public static class SchemaEnvironments
{
    /// <summary>Rows to learn from, with their labels.</summary>
    public const string Training = "training";

    /// <summary>Rows that go into a model: what <c>ValidateInput</c> checks.</summary>
    public const string Serving = "serving";

    /// <summary>Answers that come out of a model: what <c>ValidateOutput</c> checks.</summary>
    public const string Outputs = "outputs";
}
