namespace MlOps.Validation.Building;

/// <summary>Which side of a model is checked.</summary>
internal enum CheckedSide
{
    /// <summary>The row.</summary>
    Input,

    /// <summary>The answer.</summary>
    Output,
}
