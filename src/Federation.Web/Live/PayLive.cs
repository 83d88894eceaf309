using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Federation.Accounts.V1;
using Federation.Client;
using Federation.Errors.V1;
using Federation.Hosting;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Federation.Web;

/// <summary>Says to the page of a pay code what became of the code, as it happens. The stream ends with the person's
/// token; the browser comes again, with the next one.</summary>
internal static class PayLive
{
    /// <summary>Nothing became of it so far.</summary>
    private const string Open = "open";

    private const string Ended = "ended";

    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    /// <summary>The stream of a ticket.</summary>
    public static string PathOf(string ticket) => "/live/pay/" + ticket;

    public static void MapPayLive(this IEndpointRouteBuilder app) => app.MapGet(PathOf("{ticket}"), StreamAsync);

    private static async Task<IResult> StreamAsync(
        HttpContext context, string ticket, SessionCookie cookie, SessionStore sessions, PayTickets tickets,
        LiveSeats seats, Alliance alliance, TimeProvider time, IHostApplicationLifetime host)
    {
        context.Response.Headers.CacheControl = "no-store";
        // No content tells a browser not to come again.
        if (cookie.Read(context.Request) is not { } hash || tickets.Open(hash, ticket) is not { Code: var code }
            || await sessions.FindAsync(hash, context.RequestAborted) is not { Kind: SessionKind.Member } visitor)
            return Results.NoContent();
        if (seats.Take(hash) is not { } seat)
            return Results.Text("", statusCode: StatusCodes.Status429TooManyRequests);
        context.Response.RegisterForDispose(seat);
        visitor.Enter(context);
        // A node that stops does not wait for its streams: they go on at another one.
        var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, host.ApplicationStopping);
        context.Response.RegisterForDispose(end);
        return TypedResults.ServerSentEvents(EventsAsync(alliance, code, time, end.Token));
    }

    private static async IAsyncEnumerable<SseItem<string>> EventsAsync(
        Alliance alliance, string code, TimeProvider time, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var call = alliance.Client.Members.WatchPayCode(
            new WatchPayCodeRequest { PayCode = code }, cancellationToken: cancel);
        yield return new SseItem<string>(Open) { ReconnectionInterval = Pause };
        for (Task<string?>? next = null; ;)
        {
            next ??= NextAsync(call.ResponseStream, cancel);
            if (await Task.WhenAny(next, Task.Delay(Beat, time, cancel)) != next)
            {
                if (cancel.IsCancellationRequested)
                    yield break;
                // What is silent for long is cut off on the way.
                yield return new SseItem<string>(Open);
                continue;
            }
            if (await next is not { } said)
                yield break;
            yield return new SseItem<string>(said);
            if (said != Open)
                yield break;
            next = null;
        }
    }

    /// <summary>What became of it; null: nobody says it any more, and the browser is to come again.</summary>
    private static async Task<string?> NextAsync(
        IAsyncStreamReader<WatchPayCodeResponse> answers, CancellationToken cancel)
    {
        try
        {
            return await answers.MoveNext(cancel) ? WordOf(answers.Current.State) : null;
        }
        catch (RefusedException e) when (
            e.StatusCode is not StatusCode.Unavailable && e.Refusal.Reason is not ErrorReason.TokenExpired)
        {
            return Ended;
        }
        catch (Exception e) when (e is RpcException or SessionEndedException or AuthorityAwayException
            or OperationCanceledException)
        {
            return null;
        }
    }

    private static string WordOf(PayCodeState state) => state switch
    {
        PayCodeState.Open => Open,
        PayCodeState.Expired => "expired",
        _ => Ended,
    };
}
