using Federation.Hosting;
using Federation.Programs.Internal.V1;
using Federation.Programs.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Programs;

/// <summary>Tells other modules which coupons members have.</summary>
internal sealed class MemberCouponService(
    ProgramsDb db, PublishedRuleSets published, TallyReader tallies, AllianceClock clock, PageTokens pages)
    : Internal.V1.MemberCouponService.MemberCouponServiceBase
{
    private const int MostCoupons = 500;

    public override async Task<ListExpiringCouponsResponse> ListExpiringCoupons(
        ListExpiringCouponsRequest request, ServerCallContext context)
    {
        var form = new Form();
        var (from, to) = (form.Moment(request.FromTime, "from_time"), form.Moment(request.ToTime, "to_time"));
        form.Check(from < to, "to_time", "must be after from_time; both are required");
        form.Check(request.PageSize is >= 0 and <= MostCoupons, "page_size", $"must be at most {MostCoupons}");
        form.Done();
        var cancel = context.CancellationToken;
        var query = $"{context.Method} {from:O} {to:O}";
        var rows = db.Coupons.AsNoTracking().Where(c => c.Member != null && c.ExpireTime < to);
        rows = pages.ReadTime(query, request.PageToken) is var (time, id)
            ? rows.Where(c => c.ExpireTime > time || (c.ExpireTime == time && c.Id.CompareTo(id) > 0))
            : rows.Where(c => c.ExpireTime >= from);
        var size = request.PageSize == 0 ? MostCoupons : request.PageSize;
        var some = await rows.OrderBy(c => c.ExpireTime).ThenBy(c => c.Id).Take(size + 1).ToListAsync(cancel);
        var response = new ListExpiringCouponsResponse();
        response.Coupons.AddRange(await UsableAsync([.. some.Take(size)], cancel));
        if (some.Count > size)
            response.NextPageToken = pages.Write(query, some[size - 1].ExpireTime, some[size - 1].Id);
        return response;
    }

    public override async Task<ListGivenCouponsResponse> ListGivenCoupons(
        ListGivenCouponsRequest request, ServerCallContext context)
    {
        var form = new Form();
        form.Check(
            request.Coupons.Count + request.Givers.Count <= MostCoupons, "coupons",
            $"must be at most {MostCoupons} with givers");
        form.Check(
            request.Coupons.All(c => ResourceNames.TryUuid(c, ResourceNames.Coupons, out _)), "coupons",
            "must be coupons/{uuid}");
        form.Check(
            request.Givers.All(g => ProgramId.TryParse(g.Program, out _)), "givers",
            "must name programmes, partners/{p}/programs/{id}");
        var since = form.Moment(request.MadeSince, "made_since");
        form.Check(since is not null || request.Givers.Count == 0, "made_since", "is required with givers");
        form.Done();
        var cancel = context.CancellationToken;
        var ids = request.Coupons.Select(IdOf).ToList();
        var givers = request.Givers.SelectMany(GiversOf).ToHashSet();
        var orders = givers.Select(g => g.Id).Distinct().ToList();
        var rows = await db.Coupons.AsNoTracking().Where(c => c.Member != null && ids.Contains(c.Id))
            .ToListAsync(cancel);
        if (orders.Count > 0)
            rows.AddRange((await db.Coupons.AsNoTracking()
                    .Where(c => c.OrderId != null && orders.Contains(c.OrderId.Value) && c.Member != null
                        && c.CreateTime >= since)
                    .ToListAsync(cancel))
                .Where(c => givers.Contains((c.Program, c.OrderId.GetValueOrDefault(), c.ByEvent))));
        var response = new ListGivenCouponsResponse();
        foreach (var some in rows.DistinctBy(r => r.Id).Chunk(MostCoupons))
            response.Coupons.AddRange(await UsableAsync(some, cancel));
        return response;
    }

    private static Guid IdOf(string coupon) =>
        ResourceNames.TryUuid(coupon, ResourceNames.Coupons, out var id) ? id : default;

    private static IEnumerable<(ProgramId Program, Guid Id, bool IsEvent)> GiversOf(CouponGiver giver)
    {
        var program = ProgramId.Parse(giver.Program);
        return giver.IsEvent
            ? EventKeys.IdsOf(program, giver.Source, giver.EventId).Select(id => (program, id, true))
            : [(program, OrderId.Of(program, giver.Source, giver.EventId).Id, false)];
    }

    /// <summary>Those of the coupons that can be used now.</summary>
    private async Task<List<MemberCoupon>> UsableAsync(IReadOnlyList<CouponRow> rows, CancellationToken cancel)
    {
        var now = await clock.NowAsync(cancel);
        var values = await tallies.ReadAsync([.. rows.Select(r => CouponTally.KeyOf(r.Id))], cancel);
        var usable = new List<MemberCoupon>();
        foreach (var (row, value) in rows.Zip(values))
            if (ShownCoupons.Of(row, new CouponTally(row, value), now) is { State: CouponState.Active } shown
                && await DefinitionAsync(row, now, cancel) is { } definition)
                usable.Add(new MemberCoupon
                {
                    Coupon = shown.Name,
                    Program = shown.Program,
                    Member = shown.Member,
                    Title = definition.Title,
                    UsesLeft = shown.UsesLeft,
                    ExpireTime = shown.ExpireTime,
                    CreateTime = shown.CreateTime,
                });
        return usable;
    }

    /// <summary>What the rule set in force says of it; null where there is none, or it says nothing.</summary>
    private async Task<CouponDefinition?> DefinitionAsync(
        CouponRow row, DateTimeOffset now, CancellationToken cancel) =>
        (await published.CurrentAsync(cancel)).InForceAt(row.Program, now)?.Rules.Terms.Coupons
            .FirstOrDefault(c => c.Id == row.Definition);
}
