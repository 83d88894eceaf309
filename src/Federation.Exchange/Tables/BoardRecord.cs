using Federation.Exchange.V1;
using Google.Protobuf;

namespace Federation.Exchange;

/// <summary>A board. While it is a draft it may be written anew; from then on nothing of it changes but that it is
/// approved.</summary>
internal sealed class BoardRecord
{
    public required long Number { get; init; }

    public required string Currency { get; init; }

    public required string Proposer { get; set; }

    /// <summary>When it was drafted or proposed, in alliance time.</summary>
    public required DateTimeOffset CreateTime { get; set; }

    public bool IsDraft { get; set; }

    /// <summary>Grows with each change.</summary>
    public long Revision { get; set; } = 1;

    public int FeeBasisPoints { get; set; }

    public long FeeFixedUnits { get; set; }

    public long MinimumUnits { get; set; }

    public long MaximumUnits { get; set; }

    public List<BoardValueRecord> Values { get; } = [];

    /// <summary>Its pairs; null where it was read without them.</summary>
    public BoardPairsRecord? Pairs { get; set; }

    /// <summary>How many pairs it has; null in boards written before this was kept.</summary>
    public int? PairCount { get; set; }

    /// <summary>A <see cref="Board"/> with what the guard found when it was proposed: what it was compared with, what
    /// deviates, and the brands whose approval it needs.</summary>
    public byte[] Findings { get; set; } = [];

    public List<BoardApprovalRecord> Approvals { get; } = [];

    /// <summary>Whether all have approved it whose approval it needs.</summary>
    public bool IsApproved => Approvals.Exists(a => a.PartnerId.Length == 0) && !PendingPartners().Any();

    /// <summary>Whether it deviates so that somebody must say that it is meant.</summary>
    public bool Deviates => Board.Parser.ParseFrom(Findings).DeviationCount > 0;

    /// <summary>The name of the board that it was held against when it was proposed; empty for the first.</summary>
    public string ComparedWith() => Board.Parser.ParseFrom(Findings).ComparedWith;

    /// <summary>The ids of the brands that have yet to approve it.</summary>
    public IEnumerable<string> PendingPartners() =>
        NeededPartners().Except(Approvals.Select(a => a.PartnerId), StringComparer.Ordinal);

    /// <summary>The ids of the brands whose approval it needs.</summary>
    public IEnumerable<string> NeededPartners() => Board.Parser.ParseFrom(Findings).PendingPartners;

    public void Write(BoardTerms terms)
    {
        (FeeBasisPoints, FeeFixedUnits) = (terms.FeeBasisPoints, terms.FeeFixedUnits);
        (MinimumUnits, MaximumUnits) = (terms.MinimumUnits, terms.MaximumUnits);
        var values = terms.Values.ToDictionary(v => CoinId.Parse(v.Coin).Value, StringComparer.Ordinal);
        Values.RemoveAll(v => !values.ContainsKey(v.CoinId));
        foreach (var value in Values)
            if (values.Remove(value.CoinId, out var now))
                (value.OnValueUnits, value.OffValueUnits) = (now.OnValueUnits, now.OffValueUnits);
        Values.AddRange(values.Select(v =>
            new BoardValueRecord
            {
                CoinId = v.Key,
                OnValueUnits = v.Value.OnValueUnits,
                OffValueUnits = v.Value.OffValueUnits
            }));
        var pairs = new BoardTerms();
        pairs.Pairs.AddRange(
            terms.Pairs.OrderBy(p => p.Source, StringComparer.Ordinal).ThenBy(p => p.Target, StringComparer.Ordinal));
        PairCount = pairs.Pairs.Count;
        (Pairs ??= new BoardPairsRecord { Number = Number }).Pairs = pairs.ToByteArray();
    }

    /// <summary>How many pairs it has. A board that was written before this was kept must be read with its
    /// pairs.</summary>
    public int CountPairs() => PairCount ?? ToPairs().Pairs.Count;

    /// <summary>What it says, by coin and by pair. It must be read with its pairs.</summary>
    public BoardTerms ToTerms()
    {
        var terms = ToPairs();
        (terms.FeeBasisPoints, terms.FeeFixedUnits) = (FeeBasisPoints, FeeFixedUnits);
        (terms.MinimumUnits, terms.MaximumUnits) = (MinimumUnits, MaximumUnits);
        terms.Values.AddRange(ToValues());
        return terms;
    }

    /// <summary>The values, by coin.</summary>
    public IEnumerable<CoinValue> ToValues() =>
        Values.OrderBy(v => v.CoinId, StringComparer.Ordinal).Select(v =>
            new CoinValue
            {
                Coin = ResourceNames.Coin(v.CoinId),
                OnValueUnits = v.OnValueUnits,
                OffValueUnits = v.OffValueUnits
            });

    /// <summary>Terms with the pairs alone. It must be read with its pairs.</summary>
    public BoardTerms ToPairs() =>
        BoardTerms.Parser.ParseFrom(
            (Pairs ?? throw new InvalidOperationException($"Board {Number} was read without its pairs.")).Pairs);
}
