using System.Collections.ObjectModel;

namespace MlOps;

/// <summary>Something that was said of a version after it was registered. Events are added and never change; the version itself doesn't.</summary>
public sealed record VersionEvent
{
    /// <summary>The model's name.</summary>
    public required string Model { get; init; }

    /// <summary>1, 2, 3 … among the events of the model.</summary>
    public required int Number { get; init; }

    /// <summary>The version.</summary>
    public required int Version { get; init; }

    /// <summary>What kind of thing was said.</summary>
    public required VersionEventKind Kind { get; init; }

    /// <summary>The note, the tag, what the evaluation was made on, why the version was retired, or why its bytes were removed.</summary>
    public required string Text { get; init; }

    /// <summary>What an evaluation measured, by name; else empty.</summary>
    public IReadOnlyDictionary<string, Metric> Metrics { get; init; } = ReadOnlyDictionary<string, Metric>.Empty;

    /// <summary>Who said it.</summary>
    public required string Author { get; init; }

    /// <summary>When; never before the event it follows.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>One line: <c>income v7, Tag by ci: reviewed</c>.</summary>
    public override string ToString() => $"{Model} v{Version}, {Kind} by {Author}: {Text}";
}
