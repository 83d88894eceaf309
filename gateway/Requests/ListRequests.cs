using System.Globalization;
using Federation.Errors.V1;
using Federation.Gateway.V1;
using Federation.Hosting;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Gateway;

internal sealed partial class RequestService
{
    private const int MaxMethod = 200;

    public override async Task<ListRequestsResponse> ListRequests(
        ListRequestsRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var (size, requestId) = Read(request);
        var owner = OwnerOf(caller, request.Owner);
        var query = QueryOf(caller, request, context.Method);
        var start = long.Parse(
            tokens.Read(query, request.PageToken) ?? long.MaxValue.ToString(CultureInfo.InvariantCulture),
            CultureInfo.InvariantCulture);
        var (from, to) = RangeOf(request);
        var (db, cancel) = (Open(), context.CancellationToken);
        var rows = db.Requests.AsNoTracking().Where(r => r.Number >= from && r.Number < to && r.Number < start);
        if (owner is not null)
            rows = rows.Where(r => r.Owner == owner);
        if (request.Method.Length > 0)
            rows = rows.Where(r => r.Method == request.Method);
        if (Refusal.ReasonOf(request.Reason) is not ErrorReason.Unspecified and var reason)
            rows = rows.Where(r => r.Reason == reason);
        if (request.Failed)
            rows = rows.Where(r => r.StatusCode != 0);
        if (requestId is { } id)
            rows = rows.Where(r => r.RequestId == id);
        var found = await rows.OrderByDescending(r => r.Number).Take(size + 1).ToListAsync(cancel);
        var missing = await db.Gaps.Where(g => g.Number >= from && g.Number < to && (owner == null || g.Owner == owner))
            .SumAsync(g => g.Calls, cancel);
        return new ListRequestsResponse
        {
            Requests = { found.Take(size).Select(Show) },
            NextPageToken = found.Count <= size ? ""
                : tokens.Write(query, found[size - 1].Number.ToString(CultureInfo.InvariantCulture)),
            Missing = missing,
        };
    }

    /// <exception cref="RefusalException">FIELD_INVALID.</exception>
    private static (int Size, Guid? RequestId) Read(ListRequestsRequest request)
    {
        var form = new Form();
        var size = form.PageSize(request.PageSize);
        form.Check(
            request.Owner is "" or ResourceNames.Alliance || ResourceNames.TryPartner(request.Owner, out _),
            "owner", "must be partners/{id} or alliance");
        form.Check(request.Method.Length <= MaxMethod, "method", $"must have at most {MaxMethod} characters");
        form.Check(
            request.Reason.Length == 0 || Refusal.ReasonOf(request.Reason) is not ErrorReason.Unspecified,
            "reason", "must be the name of a refusal, for instance INSUFFICIENT_COINS");
        Guid? requestId = request.RequestId.Length == 0 ? null : form.RequestId(request.RequestId);
        form.Check(
            request.FromTime is null || request.ToTime is null
            || request.FromTime.ToDateTimeOffset() < request.ToTime.ToDateTimeOffset(),
            "to_time", "must be after from_time");
        form.Done();
        return (size, requestId);
    }

    /// <summary>Whose calls are listed; null for those of all.</summary>
    /// <exception cref="RefusalException">NOT_YOURS.</exception>
    private static string? OwnerOf(Caller caller, string asked)
    {
        if (caller.IsOfAlliance)
            return asked.Length == 0 ? null : asked;
        var own = RequestLog.OwnerOf(caller);
        return asked.Length == 0 || asked == own
            ? own : throw new RefusalException(ErrorReason.NotYours, $"The calls of '{asked}' are not yours.");
    }

    private (long From, long To) RangeOf(ListRequestsRequest request) =>
        (Math.Max(Oldest, request.FromTime is { } from ? RequestNumbers.From(from.ToDateTimeOffset()) : 0),
            request.ToTime is { } to ? RequestNumbers.From(to.ToDateTimeOffset()) : long.MaxValue);

    private static string QueryOf(Caller caller, ListRequestsRequest request, string method)
    {
        var filters = request.Clone();
        (filters.PageSize, filters.PageToken) = (0, "");
        return $"{method} {caller.Principal} {filters}";
    }
}
