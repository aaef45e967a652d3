using System.Text.Json;
using MlOps.Routing.Observing;

namespace MlOps.Routing.Staging;

/// <summary>The file in which one host keeps its evidence of one model. Whatever is wrong with it is told, and hinders nobody.</summary>
internal sealed class EvidenceFile(string model, string directory, ModelTelemetry telemetry) : IDisposable
{
    // More than a host counts in its life, and far from what doesn't add up any more.
    private const long MaxCount = 1_000_000_000_000_000;

    private readonly string _path = Path.Combine(directory, $"{model}.json");
    private FileStream? _lock;
    private bool _saveFailed;
    private IReadOnlyList<CandidateEvidence> _saved = [];

    /// <summary>What was kept. It is this host's from here on, until it is disposed.</summary>
    public IReadOnlyList<CandidateEvidence> Load()
    {
        try
        {
            Directory.CreateDirectory(directory);
            _lock = new(Path.Combine(directory, $"{model}.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
#pragma warning disable CA1031 // Whatever is wrong with the file, here and below, serving goes on.
        catch (Exception e)
        {
            telemetry.EvidenceLacks(
                "what is seen of them is kept in memory alone. " + (File.Exists(directory)
                    ? $"{directory} is a file. Name a folder in KeepEvidence."
                    : $"{directory} can't be used, or belongs to another host that runs. Give each host a folder of its own."),
                e);
            return [];
        }

        try
        {
            return File.Exists(_path) ? Read() : [];
        }
        catch (Exception e)
        {
            SetAside(e);
            return [];
        }
    }

    public void Save(IReadOnlyList<CandidateEvidence> evidence)
    {
        // Written to the disk where there is something new: hosts have many models, and most of them nobody on trial.
        if (_lock is null || (evidence.SequenceEqual(_saved) && File.Exists(_path)) || evidence.Count == 0)
        {
            return;
        }

        try
        {
            // Whole or not at all: written beside it, and put in its place.
            var next = _path + ".next";
            using (var file = new FileStream(next, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                JsonSerializer.Serialize(file, new(evidence), EvidenceJsonContext.Default.KeptEvidence);
                file.Flush(flushToDisk: true);
            }

            File.Move(next, _path, overwrite: true);
            (_saved, _saveFailed) = (evidence, false);
        }
        catch (Exception e)
#pragma warning restore CA1031
        {
            if (!_saveFailed)
            {
                _saveFailed = true;
                telemetry.EvidenceLacks($"what is seen of them is kept in memory alone. {_path} can't be written; it is tried again.", e);
            }
        }
    }

    /// <summary>Lets go of it. It may be another host's from here on, so nothing is written any more.</summary>
    public void Dispose()
    {
        _lock?.Dispose();
        _lock = null;
    }

    private IReadOnlyList<CandidateEvidence> Read()
    {
        using var file = File.OpenRead(_path);
        var kept = JsonSerializer.Deserialize(file, EvidenceJsonContext.Default.KeptEvidence)?.Candidates ?? [];
        if (!kept.All(e => e?.Model == model))
        {
            throw new JsonException($"It holds more than evidence of '{model}'.");
        }

        return kept.All(IsPossible) ? kept : throw new JsonException("It holds counts or distances that nobody can have seen.");
    }

    private static bool IsPossible(CandidateEvidence evidence) =>
        evidence.Role is RouteRole.Shadow or RouteRole.Canary
        && evidence.Failed.Keys.All(Enum.IsDefined)
        && evidence.LargestDisagreements.All(d => double.IsFinite(d.Distance) && d.Distance >= 0)
        && new[]
        {
            evidence.Seen, evidence.Sampled, evidence.Dropped, evidence.Unpaired, evidence.Agreed, evidence.Differed, evidence.WithoutKey,
            evidence.LiveLatency.Count, evidence.CandidateLatency.Count,
        }.Concat(evidence.Failed.Values).All(count => count is >= 0 and <= MaxCount);

    private void SetAside(Exception cause)
    {
        var aside = _path + ".unreadable";
        try
        {
            File.Move(_path, aside, overwrite: true);
            telemetry.EvidenceLacks($"what {_path} held of them can't be read and is now {aside}; this host begins anew.", cause);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Dispose();
            telemetry.EvidenceLacks($"what is seen of them is kept in memory alone. What {_path} holds can't be read, nor be moved away.", e);
        }
    }
}
