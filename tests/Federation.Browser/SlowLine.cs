using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Federation.Browser;

/// <summary>The same pages at an address of its own, from which each arrives in pieces, as over a slow line. What a
/// page names arrives whole.</summary>
internal sealed class SlowLine : IAsyncDisposable
{
    /// <summary>Time for a browser to show what it has.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly HttpClient source = new();
    private readonly WebApplication app;
    private readonly int pieces;

    private SlowLine(string address, int pieces)
    {
        this.pieces = pieces;
        source.BaseAddress = new Uri(address);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.Run(AnswerAsync);
    }

    public string Address => app.Urls.Single();

    public static async Task<SlowLine> ToAsync(string address, int pieces)
    {
        var line = new SlowLine(address, pieces);
        await line.app.StartAsync();
        return line;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        source.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var answer = await source.GetAsync(context.Request.Path + context.Request.QueryString);
        var content = await answer.Content.ReadAsByteArrayAsync();
        var type = answer.Content.Headers.ContentType?.ToString();
        (context.Response.StatusCode, context.Response.ContentType) = ((int)answer.StatusCode, type);
        if (type?.StartsWith("text/html", StringComparison.Ordinal) != true)
        {
            await context.Response.Body.WriteAsync(content);
            return;
        }
        foreach (var piece in content.Chunk((content.Length + pieces - 1) / pieces))
        {
            await context.Response.Body.WriteAsync(piece);
            await context.Response.Body.FlushAsync();
            await Task.Delay(Pause);
        }
    }
}
