using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Federation.Client;
using Federation.Design;
using Federation.Hosting;
using Federation.Ledger.V1;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Federation.Web;

/// <summary>Says to a page with a list how many rows are newer than its first one: nothing moves under its reader, who
/// asks for them by a link. The stream ends with the person's token; the browser comes again, with the next
/// one.</summary>
internal static class LiveLists
{
    /// <summary>More than this are not counted.</summary>
    public const int Most = 100;

    private const int LongestKey = 200;
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(3);

    /// <summary>Every list, by the name in its address.</summary>
    private static readonly Dictionary<string, LiveList> ByName = new(StringComparer.Ordinal)
    {
        // The coin's id, and that of the newest journal.
        ["journals"] = new(SessionKind.Brand, async (alliance, after, cancel) => after.Split(' ') is [var coin, var id]
            ? (await alliance.Client.Ledger.CheckNewJournalsAsync(
                new CheckNewJournalsRequest { Coin = ResourceNames.Coin(coin), After = ResourceNames.Journals + id },
                cancellationToken: cancel)).Count
            : 0),
    };

    /// <summary>The stream of a list.</summary>
    /// <param name="list">Its name.</param>
    /// <param name="after">The key of the newest row that the page has.</param>
    public static string PathOf(string list, string after) =>
        $"/live/lists/{list}?after={Uri.EscapeDataString(after)}";

    public static void MapLiveLists(this IEndpointRouteBuilder app) => app.MapGet("/live/lists/{list}", StreamAsync);

    private static Task<IResult> StreamAsync(
        HttpContext context, string list, string? after, Alliance alliance, TimeProvider time) =>
        ByName.TryGetValue(list, out var known) && after is { Length: <= LongestKey }
            ? LiveStream.AnswerAsync(context, known.Kind, cancel => EventsAsync(
                known, alliance, after, Looks.Of(context), time, cancel))
            : Task.FromResult(Results.NoContent());

    /// <summary>The link's text each time that it changes; nothing, where there is nothing new.</summary>
    private static async IAsyncEnumerable<SseItem<string>> EventsAsync(
        LiveList list, Alliance alliance, string after, Look look, TimeProvider time,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        yield return new SseItem<string>("") { ReconnectionInterval = LiveStream.Pause };
        var texts = Texts.In(look.Language);
        var (said, silent) = (0, TimeSpan.Zero);
        while (await CountAsync(list, alliance, after, cancel) is { } count)
        {
            if (count != said || silent >= LiveStream.Beat)
            {
                (said, silent) = (count, TimeSpan.Zero);
                yield return new SseItem<string>(count == 0 ? "" : texts.ShowNewer(
                    count, look.Figures.Count(Math.Min(count, Most - 1)) + (count >= Most ? "+" : "")));
            }
            await Task.Delay(Step, time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancel.IsCancellationRequested)
                yield break;
            silent += Step;
        }
    }

    /// <summary>Null: nobody says it any more, and the browser is to come again.</summary>
    private static async Task<int?> CountAsync(
        LiveList list, Alliance alliance, string after, CancellationToken cancel)
    {
        try
        {
            return await list.CountAsync(alliance, after, cancel);
        }
        catch (Exception e) when (e is RpcException or RefusedException or SessionEndedException
            or AuthorityAwayException or OperationCanceledException)
        {
            return null;
        }
    }
}
