using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading.Channels;
using Federation.Hosting;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace Federation.Gateway;

/// <summary>Takes note of the calls of brands and of the alliance. It never waits: what is too much, or comes while the
/// writer is behind, is counted and not kept.</summary>
internal sealed class RequestLog(GatewayOptions options, TimeProvider time)
{
    private const int Capacity = 8192;
    private const int MaxSender = 100;

    private readonly Channel<RequestRow> waiting = Channel.CreateBounded<RequestRow>(
        new BoundedChannelOptions(Capacity) { SingleReader = true });
    private readonly ConcurrentDictionary<string, OwnerRecords> owners = new(StringComparer.Ordinal);

    public RequestNumbers Numbers { get; } = new(time);

    /// <summary>Begins to watch a call whose caller is known. Members' calls are nobody else's affair.</summary>
    public void Begin(HttpContext context, Caller caller)
    {
        if (options.KeepRequests && caller.Role is not (Role.Member or Role.Module))
            context.Features.Set(new SeenCall(caller));
    }

    /// <summary>Takes note of a call that has ended, if it was watched.</summary>
    /// <param name="context">The call.</param>
    /// <param name="started">When it came, as <see cref="Stopwatch.GetTimestamp"/> tells it.</param>
    /// <param name="json">Whether it came as JSON.</param>
    public void Note(HttpContext context, long started, bool json)
    {
        if (SeenCall.Of(context) is not { } seen)
            return;
        seen.Complete();
        var outcome = json ? CallOutcome.OfJson(context, seen.Refused) : CallOutcome.OfGrpc(context);
        var owner = OwnerOf(seen.Caller);
        var records = Of(owner);
        if (!records.TryTake(time.GetUtcNow().ToUnixTimeSeconds(), outcome.Code != StatusCode.OK))
            return;
        var path = context.Request.Path.Value!;
        var kept = waiting.Writer.TryWrite(new RequestRow
        {
            Number = Numbers.Next(),
            Owner = owner,
            Principal = seen.Caller.Principal.Name,
            Sender = seen.Caller.Sender is { Length: > MaxSender } sender ? sender[..MaxSender] : seen.Caller.Sender,
            // The writer looks up which RPC a path of JSON belongs to.
            Method = json ? $"{context.Request.Method} {path}" : path[1..],
            StatusCode = (int)outcome.Code,
            Reason = outcome.Reason,
            DurationUs = (long)Stopwatch.GetElapsedTime(started).TotalMicroseconds,
            RequestId = seen.RequestId,
            Json = json,
        });
        if (!kept)
            records.Lose(1);
    }

    /// <summary>Whose calls a caller's are.</summary>
    public static string OwnerOf(Caller caller) =>
        caller.PartnerId is null ? ResourceNames.Alliance : caller.Principal.Name;

    /// <summary>What waits to be written, up to so many.</summary>
    public IReadOnlyList<RequestRow> Take(int most)
    {
        var rows = new List<RequestRow>();
        while (rows.Count < most && waiting.Reader.TryRead(out var row))
            rows.Add(row);
        return rows;
    }

    /// <summary>Counts calls that were taken and could not be written.</summary>
    public void Lose(string owner, long calls) => Of(owner).Lose(calls);

    /// <summary>How many calls are missing since this was asked last, by owner.</summary>
    public IEnumerable<(string Owner, long Calls)> TakeMissing() =>
        owners.Select(o => (o.Key, o.Value.TakeMissing())).Where(o => o.Item2 > 0);

    private OwnerRecords Of(string owner) =>
        owners.GetOrAdd(owner, static (_, perSecond) => new OwnerRecords(perSecond), options.KeptRequestsPerSecond);
}
