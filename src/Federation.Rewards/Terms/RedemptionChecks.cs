using Federation.Programs.V1;
using Federation.Rewards.V1;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Rewards;

/// <summary>What is unusual about a redemption, by the checks of its reward. Pure.</summary>
internal static class RedemptionChecks
{
    /// <summary>After how many hours a redemption is released of which nobody has decided, where the reward does not
    /// say.</summary>
    public const int UsualHours = 72;

    /// <summary>Whether anything is looked at.</summary>
    public static bool AreMade(RewardChecks checks) =>
        checks.BalancePercent > 0 || checks.NewDevice || checks.ContactChangeHours > 0;

    /// <summary>What is unusual; nothing where the reward has no checks.</summary>
    /// <param name="ask">What the member wants, and may have.</param>
    /// <param name="facts">What is known beside it.</param>
    public static IEnumerable<RedemptionSignal> Signals(RewardAsk ask, RedemptionFacts facts)
    {
        if (ask.Terms.Checks is not { } checks)
            yield break;
        if (checks.ContactChangeHours > 0 && facts.ContactChangeTime is { } changed
            && ask.Now < changed + Duration.FromTimeSpan(TimeSpan.FromHours(checks.ContactChangeHours)))
            yield return new RedemptionSignal
            {
                Kind = RedemptionSignalKind.ContactChanged,
                ContactChangeTime = changed,
            };
        if (checks.NewDevice && facts.DeviceUses == 0)
            yield return new RedemptionSignal
            {
                Kind = RedemptionSignalKind.NewDevice,
                DeviceNamed = facts.DeviceNamed,
            };
        // Without so many coins it is refused.
        if (checks.BalancePercent > 0
            && (Int128)ask.Price.Units * 100 >= (Int128)facts.AvailableUnits * checks.BalancePercent)
            yield return new RedemptionSignal
            {
                Kind = RedemptionSignalKind.BalanceShare,
                AvailableUnits = facts.AvailableUnits,
                BalancePercent = checks.BalancePercent,
            };
    }

    /// <summary>When a redemption that is held now is released if nobody has decided.</summary>
    public static Timestamp ExpireTime(RewardChecks checks, Timestamp now) => now + Duration.FromTimeSpan(
        TimeSpan.FromHours(checks.DeadlineHours > 0 ? checks.DeadlineHours : UsualHours));

    private static string At(RedemptionSignal signal) => signal.ContactChangeTime.ToDateTime().ToString(
        "yyyy-MM-dd HH:mm 'UTC'", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A signal as people of the brand read it.</summary>
    public static RedemptionSignal InWords(RedemptionSignal signal, long priceUnits) => new(signal)
    {
        Words = signal.Kind switch
        {
            RedemptionSignalKind.BalanceShare => new LocalizedText
            {
                En = $"It costs {priceUnits} of the {signal.AvailableUnits} units that the member had; from "
                    + $"{signal.BalancePercent} % on it is looked at.",
                ZhCn = $"会员当时有 {signal.AvailableUnits} 个单位，本次兑换用去 {priceUnits} 个；"
                    + $"达到 {signal.BalancePercent}% 即须核查。",
            },
            RedemptionSignalKind.NewDevice => new LocalizedText
            {
                En = signal.DeviceNamed
                    ? "The member has not redeemed with this device before."
                    : "No device was named, so none is known.",
                ZhCn = signal.DeviceNamed ? "会员此前未用此设备兑换过。" : "请求未注明设备，无法确认是否为常用设备。",
            },
            RedemptionSignalKind.ContactChanged => new LocalizedText
            {
                En = $"The member's e-mail address or phone number was changed at {At(signal)}.",
                ZhCn = $"会员的电子邮箱或手机号码曾于 {At(signal)} 变更。",
            },
            _ => null,
        },
    };
}
