using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Federation.Testing;

/// <summary>Keeps what is logged: the event's name and the line.</summary>
public sealed class LogCollector : ILoggerProvider
{
    private readonly ConcurrentQueue<(string Event, string Line)> lines = new();

    /// <summary>The lines of an event, oldest first.</summary>
    public IReadOnlyList<string> Of(string eventName) =>
        [.. lines.Where(l => l.Event == eventName).Select(l => l.Line)];

    public ILogger CreateLogger(string categoryName) => new Collector(lines);

    public void Dispose()
    {
    }

    private sealed class Collector(ConcurrentQueue<(string Event, string Line)> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            lines.Enqueue((eventId.Name ?? "", formatter(state, exception)));
    }
}
