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
    public static bool AreMade(RewardChecks checks) => checks.BalancePercent > 0;

    /// <summary>What is unusual; nothing where the reward has no checks.</summary>
    /// <param name="ask">What the member wants, and may have.</param>
    /// <param name="availableUnits">The coins that the member has.</param>
    public static IEnumerable<RedemptionSignal> Signals(RewardAsk ask, long availableUnits)
    {
        if (ask.Terms.Checks is not { } checks)
            yield break;
        // Without so many coins it is refused.
        if (checks.BalancePercent > 0
            && (Int128)ask.Price.Units * 100 >= (Int128)availableUnits * checks.BalancePercent)
            yield return new RedemptionSignal
            {
                Kind = RedemptionSignalKind.BalanceShare,
                AvailableUnits = availableUnits,
                BalancePercent = checks.BalancePercent,
            };
    }

    /// <summary>When a redemption that is held now is released if nobody has decided.</summary>
    public static Timestamp ExpireTime(RewardChecks checks, Timestamp now) => now + Duration.FromTimeSpan(
        TimeSpan.FromHours(checks.DeadlineHours > 0 ? checks.DeadlineHours : UsualHours));

    /// <summary>A signal as people of the brand read it.</summary>
    public static RedemptionSignal InWords(RedemptionSignal signal, long priceUnits) => new(signal)
    {
        Words = signal.Kind switch
        {
            RedemptionSignalKind.BalanceShare => new LocalizedText
            {
                En = $"It costs {priceUnits} of the {signal.AvailableUnits} units that the member had; from "
                    + $"{signal.BalancePercent} % on it is looked at.",
                ZhCn = $"会员当时有 {signal.AvailableUnits} 个单位,本次兑换用去 {priceUnits} 个;"
                    + $"达到 {signal.BalancePercent}% 即须核查。",
            },
            _ => null,
        },
    };
}
