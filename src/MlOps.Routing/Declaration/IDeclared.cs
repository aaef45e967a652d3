namespace MlOps.Routing.Declaration;

/// <summary>What one feature keeps of a model's declaration.</summary>
internal interface IDeclared
{
    /// <summary>What is wrong with it, each with its mend.</summary>
    IEnumerable<string> Mistakes();
}
