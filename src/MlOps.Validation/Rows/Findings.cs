using System.Collections.Immutable;

namespace MlOps.Validation.Rows;

/// <summary>What is wrong with a row, and which part of the compiled schema says so.</summary>
internal struct Findings
{
    private ImmutableArray<Violation>.Builder? _violations;
    private List<object>? _sources;

    public readonly int Count => _violations?.Count ?? 0;

    /// <summary>A violation, with the check of a column's presence, the rule of a column or the rule over the row that it comes from.</summary>
    public readonly (Violation Violation, object Source) this[int index] => (_violations![index], _sources![index]);

    public void Add(Violation violation, object source)
    {
        (_violations ??= ImmutableArray.CreateBuilder<Violation>()).Add(violation);
        (_sources ??= []).Add(source);
    }

    public readonly ImmutableArray<Violation> ToImmutable() => _violations?.ToImmutable() ?? [];

    public readonly void Clear()
    {
        _violations?.Clear();
        _sources?.Clear();
    }
}
