using System.Collections.Frozen;

namespace Federation.Exchange;

/// <summary>What a coin's issuer asks and pays, in settlement units.</summary>
internal readonly record struct CoinRates(long Asks, long Pays);

/// <summary>A published board's rates. Immutable.</summary>
internal sealed class BoardRates(
    long number, string currency, int feeBasisPoints, IEnumerable<KeyValuePair<string, CoinRates>> coins)
{
    private readonly FrozenDictionary<string, CoinRates> coins = coins.ToFrozenDictionary(StringComparer.Ordinal);

    public long Number { get; } = number;

    public string Currency { get; } = currency;

    public int FeeBasisPoints { get; } = feeBasisPoints;

    /// <summary>Whether the coin, named by its id, has values.</summary>
    public bool Has(string coinId) => coins.ContainsKey(coinId);

    /// <summary>The rate from one coin to another, both on the board.</summary>
    public Rate Between(string sourceId, string targetId) =>
        new(coins[sourceId].Pays, coins[targetId].Asks, FeeBasisPoints);
}

/// <summary>That a board is in force from a moment of alliance time on.</summary>
internal readonly record struct Publication(long Sequence, long BoardNumber, DateTimeOffset PublishTime);

/// <summary>All publications up to a number, with their boards' rates. Immutable; the next is made from it.</summary>
internal sealed class BoardBook
{
    public static readonly BoardBook Empty = new([], FrozenDictionary<long, BoardRates>.Empty);

    // Sorted by time, then by sequence: the one in force is the last that is not after the moment.
    private readonly Publication[] publications;
    private readonly FrozenDictionary<long, BoardRates> boards;

    private BoardBook(Publication[] publications, FrozenDictionary<long, BoardRates> boards)
    {
        this.publications = publications;
        this.boards = boards;
        LastSequence = publications.Length == 0 ? 0 : publications.Max(p => p.Sequence);
    }

    /// <summary>The number of the latest publication in it; 0 for none.</summary>
    public long LastSequence { get; }

    public bool Knows(long boardNumber) => boards.ContainsKey(boardNumber);

    /// <summary>The book with more publications and the boards that they name.</summary>
    public BoardBook With(IEnumerable<Publication> more, IEnumerable<BoardRates> moreBoards) => new(
        [.. publications.Concat(more).OrderBy(p => p.PublishTime).ThenBy(p => p.Sequence)],
        boards.Values.Concat(moreBoards).DistinctBy(b => b.Number).ToFrozenDictionary(b => b.Number));

    /// <summary>
    /// The board in force at a moment of alliance time, or null: of the publications up to then, the one with the
    /// greatest time; of those at the same time, the latest.
    /// </summary>
    public BoardRates? InForceAt(DateTimeOffset moment)
    {
        var (low, high) = (0, publications.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (publications[middle].PublishTime <= moment)
                low = middle + 1;
            else
                high = middle;
        }
        return low == 0 ? null : boards[publications[low - 1].BoardNumber];
    }
}
