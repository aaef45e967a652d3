using MlOps.Rows;

namespace MlOps.Validation.Rows;

/// <summary>One rule for a vector that is there, or for each of its elements.</summary>
internal abstract class VectorTest(string name, Severity severity, string expected)
{
    public string Name => name;

    public Severity Severity => severity;

    public string Expected => expected;

    public abstract bool Accepts(VectorCell value);

    /// <summary>The first element that breaks the rule and how many do; -1 where the rule is over the whole vector.</summary>
    public abstract (int First, int Count) Broken(VectorCell value);
}
