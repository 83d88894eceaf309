using Federation.Programs.V1;

namespace Federation.Programs;

/// <summary>One earning of an order or event: its awards of one coin, source, begin and expiry.</summary>
/// <param name="Coin">The coin, <c>coins/{id}</c>.</param>
/// <param name="Promotional">Whether the coins are a promotion.</param>
/// <param name="ExpireDays">The days after which they expire; 0: by the coin's own rule.</param>
/// <param name="AvailableDays">Of an event: the programme's days after it until they are available; 0: at
/// once.</param>
/// <param name="Awards">The places of its awards in the evaluation.</param>
/// <param name="Units">Their coins.</param>
internal sealed record OrderEarning(
    string Coin, bool Promotional, int ExpireDays, int AvailableDays, IReadOnlyList<int> Awards, long Units)
{
    /// <summary>The earnings of an order, in the order in which they are booked.</summary>
    public static IReadOnlyList<OrderEarning> Of(Evaluation result) =>
    [
        .. from place in Enumerable.Range(0, result.Awards.Count)
           let coins = result.Awards[place].Coins
           where coins is not null
           group (place, coins.Units) by (coins.Coin, coins.Promotional, coins.ExpireDays, coins.AvailableDays)
           into awards
           select new OrderEarning(
               awards.Key.Coin, awards.Key.Promotional, awards.Key.ExpireDays, awards.Key.AvailableDays,
               [.. awards.Select(a => a.place)], awards.Sum(a => a.Units)),
    ];
}
