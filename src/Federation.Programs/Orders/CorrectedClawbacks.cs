using Federation.Ledger.V1;
using Federation.Programs.V1;

namespace Federation.Programs;

/// <summary>
/// What a return takes back of an order whose coins were corrected. An order gives what its awards have left and what
/// it is corrected by, and never less than nothing: what a correction took is not taken once more. Pure.
/// </summary>
internal static class CorrectedClawbacks
{
    /// <summary>What an order gives of a coin.</summary>
    /// <param name="left">What its awards have left of it.</param>
    /// <param name="corrected">By what it is corrected.</param>
    public static long Given(long left, long corrected) => Math.Max(0, checked(left + corrected));

    /// <summary>By coin, what the awards of a decision have left.</summary>
    /// <param name="result">The decision.</param>
    /// <param name="back">What came back of it.</param>
    public static Dictionary<string, long> LeftOf(Evaluation result, OrderBack? back)
    {
        var left = new Dictionary<string, long>(StringComparer.Ordinal);
        for (var place = 0; place < result.Awards.Count; place++)
            if (result.Awards[place].Coins is { } coins)
                left[coins.Coin] = checked(
                    left.GetValueOrDefault(coins.Coin) + coins.Units - (back?.CoinsOf(place) ?? 0));
        return left;
    }

    /// <summary>The commands of a step, with clawbacks of what the order gives less by it.</summary>
    /// <param name="commands">The step's commands, with clawbacks of what its awards have less by it.</param>
    /// <param name="before">By coin, what the awards had left.</param>
    /// <param name="after">By coin, what they have left after it.</param>
    /// <param name="corrected">By coin, by what the order is corrected.</param>
    public static IReadOnlyList<BatchItem> Of(
        IReadOnlyList<BatchItem> commands, IReadOnlyDictionary<string, long> before,
        IReadOnlyDictionary<string, long> after, IReadOnlyDictionary<string, long> corrected)
    {
        var spared = corrected.Where(c => c.Value < 0).ToDictionary(
            c => c.Key, c => Spared(before.GetValueOrDefault(c.Key), after.GetValueOrDefault(c.Key), c.Value),
            StringComparer.Ordinal);
        var taken = new List<BatchItem>();
        foreach (var command in commands)
        {
            var amount = command.Clawback?.Amount;
            var less = amount is null ? 0 : Math.Min(amount.Units, spared.GetValueOrDefault(amount.Coin));
            if (less == 0)
            {
                taken.Add(command);
                continue;
            }
            spared[amount!.Coin] -= less;
            if (less == amount.Units)
                continue;
            var part = command.Clone();
            part.Clawback.Amount.Units -= less;
            taken.Add(part);
        }
        return taken;
    }

    private static long Spared(long before, long after, long corrected) =>
        before - after - (Given(before, corrected) - Given(after, corrected));
}
