using System.Globalization;
using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Ledger;

internal sealed partial class AdjustmentService
{
    public override async Task<ListAdjustmentsResponse> ListAdjustments(
        ListAdjustmentsRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var size = form.PageSize(request.PageSize);
        var partner = form.Partner(request.Parent, "parent");
        if (partner.Length > 0)
            caller.RequireOwn(partner, request.Parent);
        if (request.Member.Length > 0)
            form.Member(request.Member, "member");
        form.Done();

        var cancel = context.CancellationToken;
        var now = await NowAsync(cancel);
        var some = db.Adjustments.AsNoTracking().Where(a => a.PartnerId == partner);
        if (request.Waiting)
            some = some.Where(a => a.Stage == AdjustmentStage.Proposed && a.ExpireTime > now);
        if (request.Member.Length > 0)
        {
            if (!names.TryRead(caller, request.Member, out var member))
                throw new RefusalException(Refusal.NotFound(ErrorReason.MemberNotFound, request.Member));
            some = some.Where(a => a.MemberId == member.Value);
        }
        var query = $"{context.Method} {caller.Principal} {request.Waiting} {request.Member}";
        if (pages.Read(query, request.PageToken) is { } token)
        {
            var (last, id) = Position(token);
            some = some.Where(a => a.ProposeTime < last || (a.ProposeTime == last && a.Id < id));
        }
        var rows = await some.OrderByDescending(a => a.ProposeTime).ThenByDescending(a => a.Id).Take(size + 1)
            .ToListAsync(cancel);
        return new ListAdjustmentsResponse
        {
            Adjustments = { rows.Take(size).Select(r => Shown(r, caller, now)) },
            NextPageToken = rows.Count > size ? pages.Write(query, Position(rows[size - 1])) : "",
        };
    }

    private static string Position(AdjustmentRow row) => string.Create(
        CultureInfo.InvariantCulture, $"{Moments.ToMicroseconds(row.ProposeTime)} {row.Id}");

    private static (DateTimeOffset Time, Guid Id) Position(string token)
    {
        var parts = token.Split(' ');
        return (Moments.FromMicroseconds(long.Parse(parts[0], CultureInfo.InvariantCulture)), Guid.Parse(parts[1]));
    }
}
