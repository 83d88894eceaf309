using System.Net.ServerSentEvents;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Federation.Web;

/// <summary>What pages hear while they are open, as server-sent events: a few streams for each session, and none longer
/// than the node runs.</summary>
internal static class LiveStream
{
    /// <summary>What is silent for longer may be cut off on the way.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(25);

    /// <summary>After how long a browser comes again when a stream has ended.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    /// <summary>Answers with events for who is signed in; with no content, which tells a browser not to come again,
    /// where that is nobody of this kind.</summary>
    public static async Task<IResult> AnswerAsync(
        HttpContext context, SessionKind kind, Func<CancellationToken, IAsyncEnumerable<SseItem<string>>> events)
    {
        context.Response.Headers.CacheControl = "no-store";
        var services = context.RequestServices;
        if (services.GetRequiredService<SessionCookie>().Read(context.Request) is not { } hash
            || await services.GetRequiredService<SessionStore>().FindAsync(hash, context.RequestAborted)
                is not { } visitor || visitor.Kind != kind)
            return Results.NoContent();
        if (services.GetRequiredService<LiveSeats>().Take(hash) is not { } seat)
            return Results.Text("", statusCode: StatusCodes.Status429TooManyRequests);
        context.Response.RegisterForDispose(seat);
        visitor.Enter(context);
        // A node that stops does not wait for its streams: they go on at another one.
        var end = CancellationTokenSource.CreateLinkedTokenSource(
            context.RequestAborted, services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
        context.Response.RegisterForDispose(end);
        return TypedResults.ServerSentEvents(events(end.Token));
    }
}
