namespace MlOps.Routing.Staging;

/// <summary>What was seen of one model's candidates. It outlives the plans, and restarts where it has a file.</summary>
internal sealed class EvidenceBook(string model, EvidenceFile? file, TimeSpan saveInterval, TimeProvider time) : IDisposable
{
    // Those of plans of long ago are forgotten.
    private const int MaxKept = 20;

    private readonly Lock _lock = new();

    // The one that was used last first.
    private readonly List<EvidenceRecorder> _recorders = [];
    private ITimer? _saving;
    private bool _loaded;

    /// <summary>Looks into the file, so that what is wrong with it is told before a trial begins.</summary>
    public void Open()
    {
        lock (_lock)
        {
            Load();
        }
    }

    /// <summary>The evidence of a candidate, begun when first asked for.</summary>
    public EvidenceRecorder Of(CandidateKey key)
    {
        lock (_lock)
        {
            Load();
            var recorder = _recorders.Find(r => r.Key == key) ?? new(model, key, time.GetUtcNow(), null);
            _recorders.Remove(recorder);
            _recorders.Insert(0, recorder);
            if (_recorders.Count > MaxKept)
            {
                _recorders.RemoveAt(MaxKept);
            }

            _saving ??= file is null ? null : time.CreateTimer(_ => Save(), null, saveInterval, saveInterval);
            return recorder;
        }
    }

    public IReadOnlyList<CandidateEvidence> Look()
    {
        lock (_lock)
        {
            Load();
            return [.. _recorders.Select(r => r.Look())];
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _saving?.Dispose();
            if (_loaded)
            {
                Save();
            }

            file?.Dispose();
        }
    }

    private void Load()
    {
        if (!_loaded)
        {
            _loaded = true;
            _recorders.AddRange(file?.Load().Take(MaxKept).Select(kept => new EvidenceRecorder(model, CandidateKey.Of(kept), kept.Since, kept)) ?? []);
        }
    }

    private void Save()
    {
        lock (_lock)
        {
            file?.Save([.. _recorders.Select(r => r.Look())]);
        }
    }
}
