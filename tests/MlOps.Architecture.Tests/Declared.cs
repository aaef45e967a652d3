namespace MlOps.Architecture;

/// <summary>The order of the house. The one place to declare a project, a folder, or the home of a heavy package.</summary>
internal static class Declared
{
    public static readonly Layout[] Projects =
    [
        new("MlOps.Abstractions")
        {
            Namespace = "MlOps",
            MayKnow = [],
            Folders = ["", "Rows", "Columns", "Golden", "Checks", "Runtimes", "Building"],
            Seams = ["Rows", "Columns", "Checks", "Runtimes", "Building"],
            OnAbstractionsAlone = true,
        },
        new("MlOps.Validation")
        {
            MayKnow = ["MlOps.Abstractions"],
            Folders = ["", "Schemas", "Rows", "Batches", "Building"],
        },
        new("MlOps.Heuristics")
        {
            MayKnow = ["MlOps.Abstractions"],
            Folders =
            [
                "", "State", "Rules", "Running", "Building", "Conditions", "Clamping", "Rounding", "Lists", "Confidence", "Hysteresis", "Maintenance",
                "Cooldowns", "Hits", "Duplicates", "Budgets", "Configured",
            ],
        },
        new("MlOps.Routing")
        {
            MayKnow = ["MlOps.Abstractions"],
            Folders = ["", "Declaration", "Observing", "Checking", "Health", "Fallback", "Calls", "Sources", "Staging", "Generations", "Serving", "HealthChecks", "Testing"],
        },
        new("MlOps.Registry")
        {
            MayKnow = ["MlOps.Abstractions"],
            Folders = ["", "Stores", "Json", "Signing", "Folders", "Versions", "History", "Events", "Queries", "Deployments", "Collection", "Verification", "Cards", "Transfer", "Caching", "Building"],
            Seams = ["Stores"],
        },
        new("MlOps.Registry.Sqlite")
        {
            MayKnow = ["MlOps.Registry"],
            Folders = ["", "Files", "Metadata", "Building"],
        },
        new("MlOps.MLNet")
        {
            MayKnow = ["MlOps.Abstractions"],
            Folders = ["", "Fitting", "Pooling", "Loading", "Tables"],
        },
        new("MlOps.Sdk")
        {
            MayKnow =
            [
                "MlOps.Abstractions", "MlOps.Validation", "MlOps.Heuristics", "MlOps.Routing", "MlOps.Registry", "MlOps.Registry.Sqlite", "MlOps.MLNet",
            ],
            Folders = [""],
        },
    ];

    // Heavy packages stay at the edge: each here, with those whose names begin so, and nowhere else.
    public static readonly Dictionary<string, string> OnlyIn = new(StringComparer.Ordinal)
    {
        ["Microsoft.ML"] = "MlOps.MLNet",
        ["Microsoft.Data.Analysis"] = "MlOps.MLNet",
        ["Polly"] = "MlOps.Routing",
        ["Microsoft.Extensions.Diagnostics.HealthChecks"] = "MlOps.Routing",
        ["Microsoft.Data.Sqlite"] = "MlOps.Registry.Sqlite",
        ["SQLitePCLRaw"] = "MlOps.Registry.Sqlite",
    };

    /// <summary>What is declared of a project; a project of which nothing is declared is refused.</summary>
    public static Layout Of(string project) =>
        Array.Find(Projects, p => p.Project == project)
        ?? throw new InvalidOperationException($"{project} is new: say in {nameof(Declared)} whom it may know.");

    /// <summary>A project, those it may know, and those that they may know.</summary>
    public static IEnumerable<string> Within(string project) => Of(project).MayKnow.SelectMany(Within).Prepend(project).Distinct();
}
