using Microsoft.Extensions.Logging;

namespace Federation.Ledger.Tests;

/// <summary>A log that keeps the names of what was logged.</summary>
internal sealed class EventNames<T> : ILogger<T>
{
    public List<string?> Found { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?,
        string> formatter)
    {
        lock (Found)
            Found.Add(eventId.Name);
    }
}
