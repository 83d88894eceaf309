using System.Globalization;

namespace Federation.Testing;

/// <summary>
/// What a replay must come to, reckoned again from the file with plain integers, and with none of the platform's code: the
/// definition of the replay, without expiry. A fresh alliance that replayed the file, and nothing else, has these figures.
/// </summary>
public sealed class Recomputation
{
    private const int FeeBasisPoints = 100;
    private static readonly string[] Brands = ["aster", "birch", "cedar", "dune"];
    private static readonly long[] OnValues = [100, 50, 200, 80];
    private static readonly long[] OffValues = [90, 45, 170, 76];

    /// <summary>Per member, then per brand: the coins in the wallet, and the coins owed.</summary>
    private readonly Dictionary<string, (long[] Wallet, long[] Owed)> members = new(StringComparer.Ordinal);
    private readonly long[] earned = new long[4];
    private readonly long[] spentOut = new long[4];
    private readonly long[] redeemedIn = new long[4];
    private readonly long[] clawedBack = new long[4];
    private readonly long[] receivablePaid = new long[4];
    private readonly long[] position = new long[4];
    private int rows;
    private int purchases;
    private int refunds;
    private long fee;
    private long rounding;
    private int exchanges;

    /// <summary>The figures of a file, or of its first rows.</summary>
    public static ReplayFigures Of(string path, int firstRows = int.MaxValue) => Of(File.ReadLines(path), firstRows);

    /// <summary>The figures of a file's lines, the header among them.</summary>
    public static ReplayFigures Of(IEnumerable<string> lines, int firstRows = int.MaxValue)
    {
        var all = new Recomputation();
        foreach (var line in lines.Skip(1).Take(firstRows))
        {
            // Only the country is ever quoted, and it is not needed: brand and amount are counted from the end.
            var fields = line.Split(',');
            all.Row(fields[2], Array.IndexOf(Brands, fields[^3]), long.Parse(fields[^2], CultureInfo.InvariantCulture));
        }
        return all.Figures();
    }

    private void Row(string member, int at, long pence)
    {
        rows++;
        if (!members.TryGetValue(member, out var coins))
            members[member] = coins = (new long[4], new long[4]);
        if (pence < 0)
        {
            refunds++;
            Refund(coins.Wallet, coins.Owed, at, -pence / 100);
            return;
        }
        if (pence > 0)
            purchases++;
        var redeemed = Pay(coins.Wallet, at, pence);
        var paidInMoney = pence - (redeemed * OnValues[at] / 100);
        var earns = paidInMoney / 100;
        var paysOff = Math.Min(earns, coins.Owed[at]);
        earned[at] += earns;
        receivablePaid[at] += paysOff;
        coins.Owed[at] -= paysOff;
        coins.Wallet[at] += earns - paysOff;
    }

    private void Refund(long[] wallet, long[] owed, int at, long coins)
    {
        var taken = Math.Min(coins, wallet[at]);
        wallet[at] -= taken;
        owed[at] += coins - taken;
        clawedBack[at] += taken;
    }

    /// <summary>Steps 1 and 2: how many coins of the brand's own are redeemed.</summary>
    private long Pay(long[] wallet, int at, long pence)
    {
        var from = Array.FindIndex(wallet, coins => coins >= 500);
        if (from == at)
            from = Array.FindIndex(wallet, at + 1, coins => coins >= 500);
        if (from < 0)
            return 0;
        var wanted = pence / 2 * 100 / OnValues[at];
        var numerator = OffValues[from] * (10_000 - FeeBasisPoints);
        var denominator = OnValues[at] * 10_000;
        var spent = wallet[from];
        var made = spent * numerator / denominator;
        if (made > wanted)
        {
            made = wanted;
            spent = ((wanted * denominator) + numerator - 1) / numerator;
        }
        if (made == 0)
            return 0;
        wallet[from] -= spent;
        Settle(from, at, spent, made);
        return made;
    }

    private void Settle(int from, int at, long spent, long made)
    {
        var gross = spent * OffValues[from];
        var value = made * OnValues[at];
        var charged = gross * FeeBasisPoints / 10_000;
        exchanges++;
        spentOut[from] += spent;
        redeemedIn[at] += made;
        position[from] -= gross;
        position[at] += value;
        fee += charged;
        rounding += gross - value - charged;
    }

    private ReplayFigures Figures() => new(
        rows, members.Count, purchases, refunds, rows - purchases - refunds,
        Enumerable.Range(0, Brands.Length).ToDictionary(
            b => Brands[b],
            b => new BrandFigures(
                earned[b], spentOut[b], redeemedIn[b], clawedBack[b], members.Values.Sum(m => m.Owed[b]), receivablePaid[b], 0,
                members.Values.Sum(m => m.Wallet[b]), position[b]),
            StringComparer.Ordinal),
        fee + rounding, exchanges);
}
