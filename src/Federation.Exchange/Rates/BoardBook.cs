using System.Collections.Frozen;

namespace Federation.Exchange;

/// <summary>All publications up to a number, with their boards' rates. Immutable; the next is made from it.</summary>
internal sealed class BoardBook
{
    public static readonly BoardBook Empty = new([], FrozenDictionary<long, RateBoard>.Empty);

    // Sorted by time, then by sequence: the one in force is the last that is not after the moment.
    private readonly Publication[] publications;
    private readonly FrozenDictionary<long, RateBoard> boards;

    private BoardBook(Publication[] publications, FrozenDictionary<long, RateBoard> boards)
    {
        this.publications = publications;
        this.boards = boards;
        LastSequence = publications.Length == 0 ? 0 : publications.Max(p => p.Sequence);
    }

    /// <summary>The number of the latest publication in it; 0 for none.</summary>
    public long LastSequence { get; }

    public bool Knows(long boardNumber) => boards.ContainsKey(boardNumber);

    /// <summary>A board that was published, whether or not it is in force; null where there is none of this
    /// number.</summary>
    public RateBoard? Find(long boardNumber) => boards.GetValueOrDefault(boardNumber);

    /// <summary>The book with more publications and the boards that they name.</summary>
    public BoardBook With(IEnumerable<Publication> more, IEnumerable<RateBoard> moreBoards) => new(
        [.. publications.Concat(more).OrderBy(p => p.PublishTime).ThenBy(p => p.Sequence)],
        boards.Values.Concat(moreBoards).DistinctBy(b => b.Number).ToFrozenDictionary(b => b.Number));

    /// <summary>
    /// The board in force at a moment of alliance time, or null: of the publications up to then, the one with the
    /// greatest time; of those at the same time, the latest.
    /// </summary>
    public RateBoard? InForceAt(DateTimeOffset moment)
    {
        var end = EndAt(moment);
        return end == 0 ? null : boards[publications[end - 1].BoardNumber];
    }

    /// <summary>From when on another board than this one is in force: <paramref name="since"/>, where that is so then
    /// already; null where none is published to follow it. Publishing the same board again replaces nothing.</summary>
    public DateTimeOffset? ReplacedAt(long board, DateTimeOffset since)
    {
        var end = EndAt(since);
        if (end == 0 || publications[end - 1].BoardNumber != board)
            return since;
        // Of those at the same time the last one counts.
        for (var i = end; i < publications.Length; i++)
            if (publications[i].BoardNumber != board
                && (i + 1 == publications.Length || publications[i + 1].PublishTime > publications[i].PublishTime))
                return publications[i].PublishTime;
        return null;
    }

    /// <summary>How many publications there were up to a moment.</summary>
    private int EndAt(DateTimeOffset moment)
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
        return low;
    }
}
