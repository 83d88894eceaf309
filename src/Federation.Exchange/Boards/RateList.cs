using System.Numerics;
using Federation.Errors.V1;
using Federation.Exchange.V1;
using Federation.Hosting;
using Federation.Partners.Internal.V1;

namespace Federation.Exchange;

/// <summary>The pairs of a board, in order, and what each says. Pure.</summary>
/// <param name="board">The board.</param>
/// <param name="directory">The brands, for who issues which coin.</param>
/// <param name="sampleUnits">The source units of the sample: 1 to 10^15.</param>
internal sealed class RateList(RateBoard board, DirectorySnapshot directory, long sampleUnits)
{
    /// <summary>The number of pairs of these coins.</summary>
    /// <param name="sources">The ids of the coins that are given; none for all of the board.</param>
    /// <param name="targets">The ids of the coins that are created; none for all of the board.</param>
    public int Count(IReadOnlyCollection<string> sources, IReadOnlyCollection<string> targets)
    {
        var (rows, columns) = (OnBoard(sources), OnBoard(targets));
        return (rows.Count * columns.Count) - rows.Intersect(columns, StringComparer.Ordinal).Count();
    }

    /// <summary>The next pairs of these coins, by source, then target.</summary>
    /// <param name="sources">The ids of the coins that are given; none for all of the board.</param>
    /// <param name="targets">The ids of the coins that are created; none for all of the board.</param>
    /// <param name="after">The last pair of the page before; null for the first page.</param>
    /// <param name="count">How many at most.</param>
    public IReadOnlyList<CoinPair> ByCoin(
        IReadOnlyCollection<string> sources, IReadOnlyCollection<string> targets, CoinPair? after, int count) =>
        [.. Pairs(sources, targets).Where(p => after is not { } last || p.CompareTo(last) > 0).Take(count)];

    /// <summary>The next pairs of these coins by the share of the worth that arrives, the least first; equal ones by
    /// coin. It holds no more pairs than it answers, whatever the size of the board.</summary>
    /// <param name="sources">The ids of the coins that are given; none for all of the board.</param>
    /// <param name="targets">The ids of the coins that are created; none for all of the board.</param>
    /// <param name="after">The last pair of the page before; null for the first page.</param>
    /// <param name="count">How many at most: 1 or more.</param>
    public IReadOnlyList<CoinPair> WorstFirst(
        IReadOnlyCollection<string> sources, IReadOnlyCollection<string> targets, CoinPair? after, int count)
    {
        Ranked? last = after is { } pair ? RankOf(pair) : null;
        var best = Comparer<Ranked>.Create((a, b) => b.CompareTo(a));
        var kept = new PriorityQueue<Ranked, Ranked>(best);
        foreach (var next in Pairs(sources, targets).Select(RankOf))
        {
            if (last is { } before && next.CompareTo(before) <= 0)
                continue;
            if (kept.Count < count)
                kept.Enqueue(next, next);
            else
                _ = kept.EnqueueDequeue(next, next);
        }
        return [.. kept.UnorderedItems.Select(k => k.Element).Order().Select(r => r.Pair)];
    }

    /// <summary>What the board says of a pair of two of its coins.</summary>
    public PairRate Of(CoinPair pair)
    {
        var (rate, limits) = board.Between(pair.SourceId, pair.TargetId);
        var exact = ExactRate.Of(rate);
        var (given, arriving) = ExactRate.Worth(board, pair);
        var message = new PairRate
        {
            Source = ResourceNames.Coin(pair.SourceId),
            Target = ResourceNames.Coin(pair.TargetId),
            Numerator = (long)exact.Numerator,
            Denominator = (long)exact.Denominator,
            Worth = new Fraction(arriving, given).ToString(),
            WorthBasisPoints = ExactRate.WorthBasisPoints(board, pair),
            Values = new PairValues { OnValueUnits = rate.OnValue, OffValueUnits = rate.OffValue },
            Fee = new PairFee { BasisPoints = rate.FeeBasisPoints, FixedUnits = rate.FixedFee },
            Limits = new PairLimits { MinimumUnits = limits.MinimumUnits, MaximumUnits = limits.MaximumUnits },
            OwnValues = board.Overrides.ContainsKey(pair),
            OwnFee = board.PairFees.ContainsKey(pair),
            OwnLimits = board.PairLimits.ContainsKey(pair),
        };
        AddSample(message, pair, rate, limits);
        return message;
    }

    private IEnumerable<CoinPair> Pairs(IReadOnlyCollection<string> sources, IReadOnlyCollection<string> targets)
    {
        var columns = OnBoard(targets);
        return OnBoard(sources).SelectMany(s => columns.Where(t => t != s).Select(t => new CoinPair(s, t)));
    }

    private IReadOnlyList<string> OnBoard(IReadOnlyCollection<string> some) => some.Count == 0
        ? board.Coins
        : [.. some.Where(board.Has).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private Ranked RankOf(CoinPair pair) => new(pair, ExactRate.Worth(board, pair));

    private void AddSample(PairRate message, CoinPair pair, Rate rate, ConversionLimits limits)
    {
        try
        {
            var gives = rate.ExactIn(sampleUnits);
            if ((Limits.Refuse(sampleUnits, limits, board) ?? Nothing(pair, gives)) is { } refusal)
            {
                message.NotTaken = refusal.ToOutcome();
                return;
            }
            var (source, target) = (IssuedBy(pair.SourceId), IssuedBy(pair.TargetId));
            message.Sample = Breakdown.Leg(board, source, pair.TargetId, sampleUnits, gives);
            if (source.PartnerId.Length > 0 && target.PartnerId.Length > 0)
                message.Shares.AddRange(Receipts.Of(Breakdown.Detail(
                    BoardNames.Of(board.Number), board.Currency, target.PartnerId, [message.Sample])).Shares);
        }
        catch (OverflowException)
        {
            message.Sample = null;
            message.NotTaken = Limits.Overflow.ToOutcome();
        }
    }

    private DirectoryCoin IssuedBy(string coinId) =>
        directory.Coins.GetValueOrDefault(coinId) ?? new DirectoryCoin { Id = coinId };

    private Refusal? Nothing(CoinPair pair, long gives) => gives > 0 ? null : new Refusal(
        ErrorReason.PaysNothing,
        $"{sampleUnits} of {ResourceNames.Coin(pair.SourceId)} give none of {ResourceNames.Coin(pair.TargetId)}.");

    private readonly record struct Ranked(CoinPair Pair, (BigInteger Given, BigInteger Arriving) Worth)
        : IComparable<Ranked>
    {
        public int CompareTo(Ranked other) =>
            (Worth.Arriving * other.Worth.Given).CompareTo(other.Worth.Arriving * Worth.Given) is not 0 and var byWorth
                ? byWorth
                : Pair.CompareTo(other.Pair);
    }
}
