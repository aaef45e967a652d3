namespace MlOps.Validation.Batches;

/// <summary>How a rule is judged over a batch.</summary>
internal enum RuleEntryKind
{
    /// <summary>By every row.</summary>
    Presence,

    /// <summary>By the rows in which its column has a value.</summary>
    Value,

    /// <summary>By the rows in which it has something to judge.</summary>
    Row,

    /// <summary>By the batch as a whole.</summary>
    Batch,

    /// <summary>Not at all: it is code, and there is none.</summary>
    NoCode,
}
