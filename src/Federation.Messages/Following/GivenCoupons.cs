using System.Globalization;
using Federation.Hosting;
using Federation.Ledger.V1;
using Federation.Messages.V1;
using Federation.Programs.Internal.V1;
using Federation.Programs.V1;
using Federation.Rewards.V1;
using Google.Protobuf.Collections;

namespace Federation.Messages;

/// <summary>Coupons that a journal has given, or may have given. Pure.</summary>
/// <param name="PartnerId">The brand.</param>
/// <param name="Time">Alliance time of the journal.</param>
/// <param name="Names">The coupons that it names.</param>
/// <param name="Giver">An order or event whose coupons it may have made; null for others.</param>
internal sealed record GivenCoupons(
    string PartnerId, DateTimeOffset Time, IReadOnlyList<string> Names, CouponGiver? Giver)
{
    private static readonly RepeatedField<string> NoNames = [];

    /// <summary>What a journal has given; null where it gives no coupon.</summary>
    public static GivenCoupons? Of(Journal journal)
    {
        var time = journal.CreateTime.ToDateTimeOffset();
        if (journal.Detail is not { } detail)
            return null;
        if (detail.TryUnpack<CouponDetail>(out var coupons))
            return coupons.Act == CouponAct.Voided ? null : Named(coupons.Program, coupons.Coupons);
        if (detail.TryUnpack<RedemptionDetail>(out var redemption))
            return redemption.Coupon.Length == 0 || redemption.State == RedemptionState.Cancelled
                ? null : Named(redemption.Redemption, [redemption.Coupon]);
        if (detail.TryUnpack<DrawPrizeDetail>(out var prize))
            return prize.Coupon.Length == 0 ? null : Named(prize.Draw, [prize.Coupon]);
        if (detail.TryUnpack<OrderDetail>(out var order))
            return GivenBy(order.Program, order.Source, order.EventId, isEvent: false);
        return detail.TryUnpack<EventDetail>(out var happened)
            ? GivenBy(happened.Program, happened.Source, happened.EventId, isEvent: true) : null;

        GivenCoupons Named(string owner, RepeatedField<string> names) => new(
            ResourceNames.FirstId(owner), time, names, null);

        GivenCoupons GivenBy(string program, string source, string eventId, bool isEvent) => new(
            ResourceNames.FirstId(program), time, NoNames,
            new CouponGiver { Program = program, Source = source, EventId = eventId, IsEvent = isEvent });
    }

    /// <summary>What its member is told.</summary>
    public static NewMessage Message(MemberCoupon coupon, DirectorySnapshot directory)
    {
        var partner = ProgramId.Parse(coupon.Program).PartnerId;
        var key = "coupon:" + ResourceNames.LastPart(coupon.Coupon);
        return new NewMessage(
            partner, MemberChecks.GuidOf(coupon.Member), MessageKind.CouponsGiven, MessageKey.OfAlliance(key),
            (settings, language) => new MessageFields(new Dictionary<string, string>
            {
                ["brand"] = directory.NameOf(partner, language == Languages.Chinese),
                ["coupon"] = Languages.Text(coupon.Title, language, ""),
                ["uses"] = coupon.UsesLeft.ToString(CultureInfo.InvariantCulture),
                ["expires"] = CoinWords.Day(settings, coupon.ExpireTime.ToDateTimeOffset().AddMicroseconds(-1)),
            }));
    }
}
