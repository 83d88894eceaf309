using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Federation.Gateway.Tests;

/// <summary>Keeps what a server logs as an error.</summary>
public sealed class LoggedErrors : ILoggerProvider
{
    public ConcurrentQueue<string> All { get; } = new();

    public ILogger CreateLogger(string categoryName) => new Collector(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Collector(LoggedErrors errors, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?,
            string> formatter)
        {
            if (IsEnabled(logLevel))
                errors.All.Enqueue($"{category}: {formatter(state, exception)}: {exception}");
        }
    }
}
