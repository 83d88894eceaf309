using Federation.Hosting;
using Federation.Programs.Internal.V1;
using Federation.Testing;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Federation.Messages.Tests;

/// <summary>Coupons, as the programmes list them: two a page.</summary>
internal sealed class MemberCoupons
{
    /// <summary>Those that can be used until they expire.</summary>
    public List<MemberCoupon> All { get; } = [];

    /// <summary>The coupons that orders and events gave, by their number in the brand's system.</summary>
    public Dictionary<string, List<MemberCoupon>> Given { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether the programmes are away.</summary>
    public bool IsAway { get; set; }

    public MemberCouponService.MemberCouponServiceClient ClientAt(Func<DateTimeOffset> now) => new(new Peer()
        .On<ListExpiringCouponsRequest, ListExpiringCouponsResponse>("ListExpiringCoupons", r => ListExpiring(r, now()))
        .On<ListGivenCouponsRequest, ListGivenCouponsResponse>("ListGivenCoupons", ListGiven));

    /// <summary>A coupon of a member's.</summary>
    public MemberCoupon Add(
        string member, DateTimeOffset end, DateTimeOffset made, string title = "10 off", string brand = "aster")
    {
        var coupon = new MemberCoupon
        {
            Coupon = ResourceNames.Coupon(Guid.CreateVersion7()),
            Program = ResourceNames.Program(brand, "main"),
            Member = member,
            Title = new() { En = title, ZhCn = title.Length > 0 ? "减10元" : "" },
            UsesLeft = 1,
            ExpireTime = end.ToTimestamp(),
            CreateTime = made.ToTimestamp(),
        };
        All.Add(coupon);
        return coupon;
    }

    private ListExpiringCouponsResponse ListExpiring(ListExpiringCouponsRequest request, DateTimeOffset now)
    {
        RequireHere();
        // As the programmes look at them.
        var form = new Form();
        form.Moment(request.FromTime, "from_time");
        form.Moment(request.ToTime, "to_time");
        form.Done();
        var at = request.PageToken.Length == 0
            ? 0 : int.Parse(request.PageToken, System.Globalization.CultureInfo.InvariantCulture);
        var found = All.Where(c => c.ExpireTime.ToDateTimeOffset() >= request.FromTime.ToDateTimeOffset()
                && c.ExpireTime.ToDateTimeOffset() < request.ToTime.ToDateTimeOffset()
                && c.ExpireTime.ToDateTimeOffset() > now)
            .OrderBy(c => c.ExpireTime.ToDateTimeOffset()).ToList();
        return new ListExpiringCouponsResponse
        {
            Coupons = { found.Skip(at).Take(2) },
            NextPageToken = found.Count > at + 2 ? $"{at + 2}" : "",
        };
    }

    private ListGivenCouponsResponse ListGiven(ListGivenCouponsRequest request)
    {
        RequireHere();
        var form = new Form();
        form.Moment(request.MadeSince, "made_since");
        form.Done();
        return new ListGivenCouponsResponse
        {
            Coupons =
            {
                All.Where(c => request.Coupons.Contains(c.Coupon)),
                request.Givers.SelectMany(g => Given.GetValueOrDefault(g.EventId) ?? [])
                    .Where(c => All.Contains(c)
                        && c.CreateTime.ToDateTimeOffset() >= request.MadeSince.ToDateTimeOffset()),
            },
        };
    }

    private void RequireHere()
    {
        if (IsAway)
            throw new RpcException(new Status(StatusCode.Unavailable, "away"));
    }
}
