using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace MlOps.Sensitive;

/// <summary>All that leaves a host beside its answers: logs, traces and metrics.</summary>
internal sealed class Said : ILoggerProvider, ILogger
{
    private readonly ActivityListener _traces;
    private readonly MeterListener _metrics = new();

    public Said()
    {
        _traces = new()
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = a => Add($"{a.DisplayName} {a.StatusDescription} {string.Join(' ', a.TagObjects)} {string.Join(' ', a.Baggage)} {string.Join(' ', a.Events.Select(e => $"{e.Name} {string.Join(' ', e.Tags)}"))}"),
        };
        ActivitySource.AddActivityListener(_traces);
        _metrics.InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument);
        _metrics.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Add($"{instrument.Name} {string.Join(' ', tags.ToArray())}"));
        _metrics.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Add($"{instrument.Name} {string.Join(' ', tags.ToArray())}"));
        _metrics.Start();
    }

    public ConcurrentQueue<string> Texts { get; } = [];

    public void Add(string text) => Texts.Enqueue(text);

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        Add($"{state}");
        return null;
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Add($"{formatter(state, exception)} {exception} {(state is IEnumerable<KeyValuePair<string, object?>> values ? string.Join(' ', values) : "")}");

    public void Dispose()
    {
        _traces.Dispose();
        _metrics.Dispose();
    }
}
