using Microsoft.Extensions.Logging;

namespace Federation.Hosting;

/// <summary>
/// Makes loggers. gRPC's server reads a call's message before any interceptor runs, and logs as an error with a stack
/// that the caller reset the call, when it learns of that a moment before the call is marked as cancelled. That is the
/// caller's right and is logged for debugging alone; everything else is logged as it is.
/// </summary>
internal sealed class ResetsAreNoErrors(LoggerFactory inner) : ILoggerFactory
{
    private const string CallHandler = "Grpc.AspNetCore.Server.ServerCallHandler";

    public ILogger CreateLogger(string categoryName)
    {
        var logger = inner.CreateLogger(categoryName);
        return categoryName == CallHandler ? new Lowering(logger) : logger;
    }

    public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

    public void Dispose()
    {
        // The container that made the inner factory disposes of it.
    }

    private sealed class Lowering(ILogger inner) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => inner.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            var level = exception is IOException or OperationCanceledException ? LogLevel.Debug : logLevel;
            if (inner.IsEnabled(level))
                inner.Log(level, eventId, state, exception, formatter);
        }
    }
}
