namespace MlOps.Validation.Rows;

/// <summary>Where a schema's columns are found: the one seam between the engine and what rows are made of.</summary>
internal interface IBinding<TRow>
{
    /// <summary>What the rows are called, for people.</summary>
    string RowName { get; }

    /// <summary>How to mend that a column isn't there.</summary>
    string HowToAdd { get; }

    /// <summary>How to mend that a column is of another type than the schema says.</summary>
    /// <param name="wanted">What the schema says.</param>
    string HowToRetype(string wanted);

    /// <summary>Why what bears the name is no column, such as a property of another type; null where nothing bears it.</summary>
    string? WhyNoColumn(string name);

    /// <summary>The names of all columns.</summary>
    IEnumerable<string> Names { get; }

    /// <summary>The column of single values of that name, or null.</summary>
    BoundColumn<TRow>? Find(string name);

    /// <summary>The column of vectors of that name, or null.</summary>
    BoundVector<TRow>? FindVector(string name);
}
