using System.Globalization;

namespace Federation.Testing;

/// <summary>
/// What a replay must come to, computed again from the file with plain integers, and with none of the platform's code:
/// the definition of the replay. A fresh alliance that replayed the file, and nothing else, has these figures.
/// </summary>
public sealed class Recomputation
{
    private const int FeeBasisPoints = 100;
    private const long FewestCoinsToPay = 500;
    private static readonly string[] Brands = ["aster", "birch", "cedar", "dune"];
    private static readonly long[] OnValues = [100, 50, 200, 80];
    private static readonly long[] OffValues = [90, 45, 170, 76];

    /// <summary>Per member, then per brand.</summary>
    private readonly Dictionary<string, Purse[]> members = new(StringComparer.Ordinal);
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

    /// <summary>Where the clock stands, as a count of days: at 00:00 of the row's day, and in the end of the last
    /// row's.</summary>
    private int today;

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
            all.Row(
                DateOnly.ParseExact(fields[1].AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture).DayNumber,
                fields[2],
                Array.IndexOf(Brands, fields[^3]), long.Parse(fields[^2], CultureInfo.InvariantCulture));
        }
        return all.Figures();
    }

    private void Row(int day, string member, int at, long pence)
    {
        rows++;
        today = day;
        if (!members.TryGetValue(member, out var purses))
            members[member] = purses = [.. Brands.Select(_ => new Purse())];
        if (pence < 0)
        {
            refunds++;
            Refund(purses[at], at, -pence / 100);
            return;
        }
        if (pence > 0)
            purchases++;
        var redeemed = Pay(purses, at, pence);
        var paidInMoney = pence - (redeemed * OnValues[at] / 100);
        var earns = paidInMoney / 100;
        var paysOff = Math.Min(earns, purses[at].Owed);
        earned[at] += earns;
        receivablePaid[at] += paysOff;
        purses[at].Owed -= paysOff;
        purses[at].Add(earns - paysOff, today);
    }

    private void Refund(Purse purse, int at, long coins)
    {
        var taken = Math.Min(coins, purse.Available(today));
        purse.Take(taken, today);
        purse.Owed += coins - taken;
        clawedBack[at] += taken;
    }

    /// <summary>Steps 1 and 2: how many coins of the brand's own are redeemed.</summary>
    private long Pay(Purse[] purses, int at, long pence)
    {
        var from = Array.FindIndex(purses, p => p != purses[at] && p.Available(today) >= FewestCoinsToPay);
        if (from < 0)
            return 0;
        var wanted = pence / 2 * 100 / OnValues[at];
        var numerator = OffValues[from] * (10_000 - FeeBasisPoints);
        var denominator = OnValues[at] * 10_000;
        var spent = purses[from].Available(today);
        var made = spent * numerator / denominator;
        if (made > wanted)
        {
            made = wanted;
            spent = ((wanted * denominator) + numerator - 1) / numerator;
        }
        if (made == 0)
            return 0;
        purses[from].Take(spent, today);
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
            b => new ExpectedFigures(
                earned[b], spentOut[b], redeemedIn[b], clawedBack[b], members.Values.Sum(m => m[b].Owed),
                receivablePaid[b],
                members.Values.Sum(m => m[b].Expired(today)), members.Values.Sum(m => m[b].Available(today)),
                position[b]),
            StringComparer.Ordinal),
        fee + rounding, exchanges);

    /// <summary>One member's coins of one brand: what was earned on each day and is still there, oldest first, and what
    /// is owed.</summary>
    private sealed class Purse
    {
        /// <summary>Coins that were earned on day D can be spent up to and on day D + 180.</summary>
        private const int GoodForDays = 180;

        private readonly List<(int Day, long Coins)> earnings = [];

        public long Owed { get; set; }

        public long Available(int today) => earnings.Where(e => !IsGone(e.Day, today)).Sum(e => e.Coins);

        public long Expired(int today) => earnings.Where(e => IsGone(e.Day, today)).Sum(e => e.Coins);

        public void Add(long coins, int today)
        {
            if (coins > 0)
                earnings.Add((today, coins));
        }

        /// <summary>Takes what expires first, which is what was earned first. What has expired stays, to be counted at
        /// the end.</summary>
        public void Take(long coins, int today)
        {
            for (var i = 0; i < earnings.Count && coins > 0; i++)
            {
                var (day, there) = earnings[i];
                if (IsGone(day, today))
                    continue;
                var taken = Math.Min(coins, there);
                earnings[i] = (day, there - taken);
                coins -= taken;
            }
            earnings.RemoveAll(e => e.Coins == 0);
            if (coins > 0)
                throw new InvalidOperationException("More was taken than was available.");
        }

        private static bool IsGone(int earnedOn, int today) => today > earnedOn + GoodForDays;
    }
}
