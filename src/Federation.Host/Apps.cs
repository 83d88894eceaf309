using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Federation.Host;

/// <summary>What the web applications of this process have in common.</summary>
internal static class Apps
{
    public static WebApplicationBuilder Builder(HostSettings settings)
    {
        var builder =
            WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddConfiguration(settings.Configuration);
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        AddLog(builder, settings.Host.LogJson);
        return builder;
    }

    /// <summary>To standard error: standard output has the plain lines that people and scripts read.</summary>
    private static void AddLog(WebApplicationBuilder builder, bool json)
    {
        builder.Logging.ClearProviders();
        if (json)
            builder.Logging.AddJsonConsole(o =>
                (o.UseUtcTimestamp, o.TimestampFormat) = (true, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'"));
        else
            builder.Logging.AddSimpleConsole(o =>
                (o.SingleLine, o.UseUtcTimestamp, o.TimestampFormat) = (true, true, "HH:mm:ss.fff "));
        builder.Services.Configure<ConsoleLoggerOptions>(o => o.LogToStandardErrorThreshold = LogLevel.Trace);
    }

    /// <summary>Signals are handled once for the process, in <see cref="Serve"/>, which stops all in order.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
