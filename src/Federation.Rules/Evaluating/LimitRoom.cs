using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>What limits leave.</summary>
internal static class LimitRoom
{
    /// <summary>Whether limits on how often leave the rule another time.</summary>
    public static bool HasTimeFor(CompiledRule rule, OrderRun run)
    {
        foreach (var limit in rule.Limits)
        {
            if (limit.Terms.Of != LimitedBy.Times || !IsCounted(limit, run))
                continue;
            var counted = run.Tally(limit.Definition, limit.Terms.Period);
            var full = limit.Terms.Period == Period.Cooldown
                ? counted != 0 && run.Moment.Day - counted < limit.Terms.AtMost
                : counted >= limit.Terms.AtMost;
            if (full)
                return false;
        }
        return true;
    }

    /// <summary>What limits of money leave of a discount.</summary>
    public static long OfDiscount(CompiledRule rule, long wanted, OrderRun run, out ClippedBy? by)
    {
        by = null;
        foreach (var limit in rule.Limits)
        {
            if (limit.Terms.Of == LimitedBy.Money && Applies(limit, run))
                wanted = Cut(limit, wanted, RoomOf(limit, run), coins: false, ref by);
        }
        return wanted;
    }

    /// <summary>What limits leave of coins.</summary>
    public static long OfCoins(CompiledRule rule, string coin, long wanted, OrderRun run, out ClippedBy? by)
    {
        by = null;
        foreach (var limit in rule.Limits)
        {
            if (!Applies(limit, run) || limit.Terms.Of is not (LimitedBy.Coins or LimitedBy.Money))
                continue;
            var room = RoomOf(limit, run);
            if (limit.Terms.Of == LimitedBy.Money)
                room = CoinsWorth(coin, room, run);
            wanted = Cut(limit, wanted, room, coins: true, ref by);
        }
        return wanted;
    }

    /// <summary>Counts what was given towards the rule's limits of money, and of coins if it is coins; a negative
    /// amount takes it back.</summary>
    public static void Count(CompiledRule rule, string? coin, long amount, OrderRun run)
    {
        var money = coin is null ? amount : WorthOf(coin, amount, run);
        foreach (var limit in rule.Limits)
        {
            if (!Applies(limit, run))
                continue;
            if (limit.Terms.Of == LimitedBy.Money)
                run.LimitUse[limit.Index] += money;
            else if (limit.Terms.Of == LimitedBy.Coins && coin is not null)
                run.LimitUse[limit.Index] += amount;
        }
    }

    /// <summary>Whether a limit can be counted for the order: without a payer, or a member, there is nobody to count it
    /// for.</summary>
    public static bool Applies(CompiledLimit limit, OrderRun run) => limit.Terms.Per switch
    {
        Per.Payer => run.Order.PayerHash.Length > 0,
        Per.Member => run.Member is not null,
        _ => true,
    };

    /// <summary>Whether what it limits is counted in a tally: all but what is counted in the order alone.</summary>
    public static bool IsCounted(CompiledLimit limit, OrderRun run) =>
        limit.Terms.Per != Per.Order && Applies(limit, run);

    private static long Cut(CompiledLimit limit, long wanted, long room, bool coins, ref ClippedBy? by)
    {
        if (wanted <= room)
            return wanted;
        by = new ClippedBy { Definition = limit.Definition, Wanted = wanted };
        return limit.Clips(coins) ? room : 0;
    }

    private static long RoomOf(CompiledLimit limit, OrderRun run)
    {
        var counted = limit.Terms.Per == Per.Order ? 0 : run.Tally(limit.Definition, limit.Terms.Period);
        return Math.Max(0, limit.Terms.AtMost - counted - run.LimitUse[limit.Index]);
    }

    /// <summary>What coins are worth in minor units, rounded up.</summary>
    private static long WorthOf(string coin, long units, OrderRun run)
    {
        var (value, scale) = (OnValue(coin, run), (Int128)run.Rules.Terms.SettlementUnitsPerMinorUnit);
        return checked((long)((((Int128)units * value) + scale - 1) / scale));
    }

    /// <summary>The most coins that are worth no more than an amount.</summary>
    private static long CoinsWorth(string coin, long minorUnits, OrderRun run)
    {
        var value = OnValue(coin, run);
        return value == 0
            ? long.MaxValue
            : (long)Int128.Min(
                long.MaxValue, (Int128)minorUnits * run.Rules.Terms.SettlementUnitsPerMinorUnit / value);
    }

    private static long OnValue(string coin, OrderRun run)
    {
        foreach (var worth in run.Facts.Coins)
        {
            if (worth.Coin == coin)
                return worth.OnValueUnits;
        }
        return 0;
    }
}
