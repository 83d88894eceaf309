using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Federation.Testing;

/// <summary>Keeps what is logged: the event's name and the line. Errors are kept apart as well.</summary>
public sealed class LogCollector : ILoggerProvider
{
    private readonly ConcurrentQueue<(string Event, string Line)> lines = new();

    /// <summary>What was logged as an error.</summary>
    public LoggedErrors Errors { get; } = new();

    /// <summary>The names of the events so far, oldest first.</summary>
    public IReadOnlyList<string> Events => [.. lines.Select(l => l.Event)];

    /// <summary>The lines of an event, oldest first.</summary>
    public IReadOnlyList<string> Of(string eventName) =>
        [.. lines.Where(l => l.Event == eventName).Select(l => l.Line)];

    /// <summary>Waits until an event was logged by work that nobody awaits.</summary>
    public async Task<string> FirstOfAsync(string eventName, CancellationToken cancel)
    {
        while (true)
        {
            if (Of(eventName) is [var first, ..])
                return first;
            await Task.Delay(10, cancel);
        }
    }

    /// <summary>Makes this the only log of an application, which logs what the host's settings let it log.</summary>
    public void Collect(ILoggingBuilder logging)
    {
        var settings = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(SourceTree.Root, "src/Federation.Host/appsettings.json")).Build();
        logging.ClearProviders().AddProvider(this).AddConfiguration(settings.GetSection("Logging"));
    }

    /// <summary>A logger for what is made without an application.</summary>
    public ILogger<T> For<T>() => new Typed<T>(CreateLogger(typeof(T).FullName ?? typeof(T).Name));

    public ILogger CreateLogger(string categoryName) => new Collector(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Typed<T>(ILogger inner) : ILogger<T>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => inner.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            inner.Log(logLevel, eventId, state, exception, formatter);
    }

    private sealed class Collector(LogCollector log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel))
                return;
            var line = formatter(state, exception);
            log.lines.Enqueue((eventId.Name ?? "", line));
            if (logLevel >= LogLevel.Error)
                log.Errors.Keep(category, eventId, $"{line}: {exception}");
        }
    }
}
