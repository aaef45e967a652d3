namespace MlOps.Validation.Rows;

/// <summary>Under which condition columns are checked; nothing for those that are always.</summary>
/// <param name="Where">The condition for people, or null.</param>
/// <param name="IsSoft">Whether all that is broken counts as soft.</param>
/// <param name="Source">The conditional rule, which is then what a row breaks.</param>
internal readonly record struct Scope(string? Where, bool IsSoft, object? Source)
{
    public string Expected(string expected) => Where is null ? expected : $"{expected} where {Where}";

    public Severity Severity(Severity severity) => IsSoft ? MlOps.Severity.Soft : severity;
}
