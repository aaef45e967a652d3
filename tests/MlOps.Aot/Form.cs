namespace MlOps.Aot;

/// <summary>What an applicant typed; the row hides it with what it means.</summary>
internal abstract record Form
{
    public string? Age { get; init; }
}
