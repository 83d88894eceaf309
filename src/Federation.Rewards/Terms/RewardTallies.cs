using System.Globalization;
using Federation.Programs.V1;
using Federation.Rewards.V1;
using Federation.Rules;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Rewards;

/// <summary>What the ledger calls what rewards count. Pure.</summary>
internal static class RewardTallies
{
    /// <summary>How many pieces are left.</summary>
    public static ByteString Stock(RewardId reward) => Of(reward.ToString(), "stock");

    /// <summary>How often a member has redeemed a reward in the period of each of its limits.</summary>
    /// <param name="reward">The reward.</param>
    /// <param name="terms">Its terms.</param>
    /// <param name="member">The 16 bytes of the id by which the brand sees the member.</param>
    /// <param name="now">Alliance time.</param>
    public static IReadOnlyList<(RewardLimit Limit, ByteString Tally)> Limits(
        RewardId reward, RewardTerms terms, ByteString member, Timestamp now)
    {
        if (terms.Limits.Count == 0)
            return [];
        var zone = terms.TimeZone.Length > 0 ? terms.TimeZone : "UTC";
        var day = new ProgramCalendar(zone, 0).At(now).Day;
        return [.. terms.Limits.Select(l => (l, Limit(reward, member, l.Period, Periods.FirstDay(l.Period, day))))];
    }

    /// <summary>How often a member has redeemed rewards with a check of its balance. It only tells two such redemptions
    /// at the same time of each other.</summary>
    /// <param name="partner">The brand.</param>
    /// <param name="coin">The coin that they are paid with.</param>
    /// <param name="member">The 16 bytes of the id by which the brand sees the member.</param>
    public static ByteString Checked(string partner, string coin, ByteString member) => Of(
        ResourceNames.Partner(partner), "checked/" + Convert.ToHexStringLower(member.Span), coin);

    /// <summary>How often a member has redeemed with a device, and was given it.</summary>
    /// <param name="partner">The brand.</param>
    /// <param name="member">The 16 bytes of the id by which the brand sees the member.</param>
    /// <param name="device">The 32 bytes by which the brand names the device.</param>
    public static ByteString Device(string partner, ByteString member, ByteString device) => Of(
        ResourceNames.Partner(partner), "device/" + Convert.ToHexStringLower(member.Span),
        Convert.ToHexStringLower(device.Span));

    /// <summary>How many units of a coin were given to a cause.</summary>
    public static ByteString Given(string partner, string cause, string coin) => OfCause("units", partner, cause, coin);

    /// <summary>How often units of a coin were given to a cause.</summary>
    public static ByteString Donations(string partner, string cause, string coin) =>
        OfCause("times", partner, cause, coin);

    private static ByteString Limit(RewardId reward, ByteString member, Period period, int firstDay) => Of(
        reward.ToString(), "member/" + Convert.ToHexStringLower(member.Span), period.ToString(),
        firstDay.ToString(CultureInfo.InvariantCulture));

    private static ByteString OfCause(string what, string partner, string cause, string coin) =>
        Of(ResourceNames.Partner(partner), "cause/" + cause, coin, what);

    private static ByteString Of(params ReadOnlySpan<string> texts) =>
        ByteString.CopyFrom(TextHash.Of(["rewards", .. texts]), 0, 16);
}
