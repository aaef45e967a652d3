using System.Diagnostics.Metrics;

namespace MlOps.MLNet.Pooling;

/// <summary>Counts the calls that had to wait for an engine, in the host's metrics where it has any.</summary>
internal sealed class WaitCounter
{
    private readonly Counter<long>? _counter;
    private readonly KeyValuePair<string, object?> _model;

    public WaitCounter(IMeterFactory? meters, string model)
    {
        _model = new("mlops.model.name", model);
        // The factory owns the meter and gives everyone who asks by this name the same one.
        _counter = meters?.Create("MlOps.Sdk").CreateCounter<long>(
            "mlops.mlnet.waits", "{call}", "Calls that waited because every engine of their model was in use or being made.");
    }

    public void Add() => _counter?.Add(1, _model);
}
