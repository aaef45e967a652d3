using Microsoft.Extensions.Logging;

namespace MlOps.Routing.Observing;

/// <summary>A log that may fail: what it throws reaches neither a prediction nor the loops that keep a host up to date.</summary>
internal sealed class QuietLogger(ILogger inner) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => Quietly.Get(() => inner.IsEnabled(logLevel));

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Quietly.Do(() => inner.Log(logLevel, eventId, state, exception, formatter));
}
