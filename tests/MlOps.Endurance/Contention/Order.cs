using System.Text.Json.Serialization;

namespace MlOps.Endurance.Contention;

/// <summary>What a process is told to do: it prepares, says that it is ready, and does it when all are told to go.</summary>
[JsonDerivedType(typeof(Register), "register")]
[JsonDerivedType(typeof(Promote), "promote")]
[JsonDerivedType(typeof(GoBack), "go-back")]
internal abstract record Order(string Folder);

/// <summary>To register the bytes of a seed, perhaps with an id.</summary>
internal sealed record Register(string Folder, int Seed, int Size, string? Id) : Order(Folder)
{
    public Content MakeContent() => Content.Of(Seed, Size);
}

/// <summary>To deploy a plan, in place of the one that is in force while preparing.</summary>
internal sealed record Promote(string Folder, int Live) : Order(Folder);

/// <summary>To roll back from a version.</summary>
internal sealed record GoBack(string Folder, int AwayFrom) : Order(Folder);
