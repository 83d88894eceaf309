using System.Globalization;
using Federation.Programs.V1;
using Federation.Rules;

namespace Federation.Programs;

/// <summary>Says in words what was found at night. Pure.</summary>
internal static class NightWords
{
    /// <param name="isDevice">Whether a device is the star; else it is a means of payment.</param>
    /// <param name="members">How many members placed one order each.</param>
    /// <param name="terms">What was looked for.</param>
    public static LocalizedText OfStar(bool isDevice, int members, NightlyTerms terms) => new()
    {
        En = $"{members} members placed one order each by one {(isDevice ? "device" : "means of payment")} in "
            + $"{terms.StarDays} days; {terms.StarMembers} or more are looked at.",
        ZhCn = $"{terms.StarDays} 天内有 {members} 名会员用同一{(isDevice ? "设备" : "付款方式")}各下了一单；"
            + $"达到 {terms.StarMembers} 名即需核查。",
    };

    /// <param name="returned">What was returned.</param>
    /// <param name="terms">What was looked for.</param>
    public static LocalizedText OfReturns(ReturnedShare returned, NightlyTerms terms)
    {
        var (back, bought) = (
            Words.Money(returned.BackMinorUnits, terms.Terms), Words.Money(returned.BoughtMinorUnits, terms.Terms));
        return new()
        {
            En = $"{back} of {bought} was returned, of {returned.ReturnedOrders} of {returned.Orders} orders in "
                + $"{terms.ReturnDays} days; {Percent(terms.ReturnBasisPoints)} % or more of it is looked at.",
            ZhCn = $"{terms.ReturnDays} 天内的 {returned.Orders} 单中有 {returned.ReturnedOrders} 单退货，"
                + $"消费 {bought}，退款 {back}；退款达到 {Percent(terms.ReturnBasisPoints)}% 即需核查。",
        };
    }

    /// <param name="members">How many members the ring has.</param>
    public static LocalizedText OfRing(int members) => new()
    {
        En = $"{members} members gave each other's referral codes in a circle; nothing was given for them.",
        ZhCn = $"{members} 名会员循环使用彼此的推荐码，系统未发放推荐奖励。",
    };

    private static string Percent(int basisPoints) =>
        (basisPoints / 100m).ToString("0.##", CultureInfo.InvariantCulture);
}
