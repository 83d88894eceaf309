using System.Numerics;
using Federation.Programs.V1;

namespace Federation.Rules.Tests;

/// <summary>What coins are worth in minor units, for limits of MONEY.</summary>
internal static class Worth
{
    public static BigInteger Of(CoinGift coins, Situation situation) => new Fraction(
        coins.Units * OnValue(coins.Coin, situation.Facts), situation.Terms.SettlementUnitsPerMinorUnit).Ceiling();

    /// <summary>The most coins, up to some, whose worth is within a sum.</summary>
    public static BigInteger Most(CoinGift coins, BigInteger sum, Situation situation)
    {
        var value = OnValue(coins.Coin, situation.Facts);
        return value == 0 ? coins.Units : BigInteger.Min(
            coins.Units, new Fraction(sum * situation.Terms.SettlementUnitsPerMinorUnit, value).Floor());
    }

    private static long OnValue(string coin, Facts facts) =>
        facts.Coins.SingleOrDefault(c => c.Coin == coin)?.OnValueUnits ?? 0;
}
