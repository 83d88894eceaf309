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

namespace Federation.Web;

/// <summary>Says to the page of a pay code what became of the code, as it happens. The stream ends with the person's
/// token; the browser comes again, with the next one.</summary>
internal static class PayLive
{
    /// <summary>Nothing became of it so far.</summary>
    private const string Open = "open";

    private const string Ended = "ended";

    /// <summary>The stream of a ticket.</summary>
    public static string PathOf(string ticket) => "/live/pay/" + ticket;

    public static void MapPayLive(this IEndpointRouteBuilder app) => app.MapGet(PathOf("{ticket}"), StreamAsync);

    private static Task<IResult> StreamAsync(
        HttpContext context, string ticket, SessionCookie cookie, PayTickets tickets, Alliance alliance,
        TimeProvider time)
    {
        context.Response.Headers.CacheControl = "no-store";
        // No content tells a browser not to come again.
        return cookie.Read(context.Request) is { } hash && tickets.Open(hash, ticket) is { Code: var code }
            ? LiveStream.AnswerAsync(
                context, SessionKind.Member, cancel => EventsAsync(alliance, code, time, cancel))
            : Task.FromResult(Results.NoContent());
    }

    private static async IAsyncEnumerable<SseItem<string>> EventsAsync(
        Alliance alliance, string code, TimeProvider time, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var call = alliance.Client.Members.WatchPayCode(
            new WatchPayCodeRequest { PayCode = code }, cancellationToken: cancel);
        yield return new SseItem<string>(Open) { ReconnectionInterval = LiveStream.Pause };
        for (Task<string?>? next = null; ;)
        {
            next ??= NextAsync(call.ResponseStream, cancel);
            if (await Task.WhenAny(next, Task.Delay(LiveStream.Beat, time, cancel)) != next)
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
