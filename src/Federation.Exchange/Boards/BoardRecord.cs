using Federation.Exchange.V1;
using Federation.Hosting;
using Google.Protobuf;

namespace Federation.Exchange;

/// <summary>A board. While it is a draft it may be written anew; from then on nothing of it changes but that it is approved.</summary>
internal sealed class BoardRecord
{
    /// <summary>How many deviations are kept and told.</summary>
    private const int MostDeviations = 200;

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

    /// <summary>A <see cref="BoardTerms"/> with the pairs alone: they are only ever read together.</summary>
    public byte[] Pairs { get; set; } = [];

    /// <summary>A <see cref="Board"/> with what the guard found when it was proposed: what it was compared with, what strays, and the brands
    /// whose approval it needs.</summary>
    public byte[] Findings { get; set; } = [];

    public List<BoardApprovalRecord> Approvals { get; } = [];

    /// <summary>Whether all have approved it whose approval it needs.</summary>
    public bool IsApproved => Approvals.Exists(a => a.PartnerId.Length == 0) && !PendingPartners().Any();

    /// <summary>Whether it strays so that somebody must say that it is meant.</summary>
    public bool Strays => Board.Parser.ParseFrom(Findings).DeviationCount > 0;

    /// <summary>The name of the board that it was held against when it was proposed; empty for the first.</summary>
    public string ComparedWith() => Board.Parser.ParseFrom(Findings).ComparedWith;

    /// <summary>The ids of the brands that have yet to approve it.</summary>
    public IEnumerable<string> PendingPartners() => NeededPartners().Except(Approvals.Select(a => a.PartnerId), StringComparer.Ordinal);

    /// <summary>The ids of the brands whose approval it needs.</summary>
    public IEnumerable<string> NeededPartners() => Board.Parser.ParseFrom(Findings).PendingPartners;

    public void Write(BoardTerms terms)
    {
        (FeeBasisPoints, FeeFixedUnits) = (terms.FeeBasisPoints, terms.FeeFixedUnits);
        (MinimumUnits, MaximumUnits) = (terms.MinimumUnits, terms.MaximumUnits);
        var values = terms.Values.ToDictionary(v => BoardText.IdOf(v.Coin), StringComparer.Ordinal);
        Values.RemoveAll(v => !values.ContainsKey(v.CoinId));
        foreach (var value in Values)
        {
            values.Remove(value.CoinId, out var now);
            (value.AsksUnits, value.PaysUnits) = (now!.AsksUnits, now.PaysUnits);
        }
        Values.AddRange(values.Select(v =>
            new BoardValueRecord { CoinId = v.Key, AsksUnits = v.Value.AsksUnits, PaysUnits = v.Value.PaysUnits }));
        var pairs = new BoardTerms();
        pairs.Pairs.AddRange(terms.Pairs.OrderBy(p => p.Source, StringComparer.Ordinal).ThenBy(p => p.Target, StringComparer.Ordinal));
        Pairs = pairs.ToByteArray();
    }

    /// <summary>What it says, by coin and by pair.</summary>
    public BoardTerms ToTerms()
    {
        var terms = BoardTerms.Parser.ParseFrom(Pairs);
        (terms.FeeBasisPoints, terms.FeeFixedUnits) = (FeeBasisPoints, FeeFixedUnits);
        (terms.MinimumUnits, terms.MaximumUnits) = (MinimumUnits, MaximumUnits);
        terms.Values.AddRange(Values.OrderBy(v => v.CoinId, StringComparer.Ordinal).Select(v =>
            new CoinValue { Coin = ResourceNames.Coin(v.CoinId), AsksUnits = v.AsksUnits, PaysUnits = v.PaysUnits }));
        return terms;
    }

    public RateBoard ToRates() => ToTerms().ToRates(Number, Currency);

    /// <summary>It is proposed, and this was found.</summary>
    /// <param name="guard">What the guard found.</param>
    /// <param name="partners">The ids of the brands whose approval it needs.</param>
    public void Propose(BoardGuard guard, IEnumerable<string> partners)
    {
        var findings = new Board
        {
            ComparedWith = guard.InForce is { } inForce ? BoardNames.Of(inForce.Number) : "",
            DeviationCount = guard.Deviations.Count,
        };
        findings.Deviations.AddRange(guard.Deviations.Take(MostDeviations).Select(d => d.ToMessage()));
        findings.PendingPartners.AddRange(partners);
        Findings = findings.ToByteArray();
        IsDraft = false;
    }
}

/// <summary>A coin's values on a board.</summary>
internal sealed class BoardValueRecord
{
    public long BoardNumber { get; init; }

    public required string CoinId { get; init; }

    public required long AsksUnits { get; set; }

    public required long PaysUnits { get; set; }
}

/// <summary>That somebody approved a board, for the alliance or for a brand: each of them once.</summary>
internal sealed class BoardApprovalRecord
{
    public required long BoardNumber { get; init; }

    /// <summary>The brand's id; empty for the alliance.</summary>
    public required string PartnerId { get; init; }

    /// <summary>The principal.</summary>
    public required string Approver { get; init; }

    /// <summary>Why it may be published although it strays; empty where it need not be said.</summary>
    public required string Reason { get; init; }

    /// <summary>Alliance time.</summary>
    public required DateTimeOffset ApproveTime { get; init; }
}

/// <summary>That a board is in force from a moment on. A board may be published several times.</summary>
internal sealed class PublicationRecord
{
    /// <summary>1, 2, 3 and so on, without gaps, in the order in which publications were decided.</summary>
    public required long Sequence { get; init; }

    public required long BoardNumber { get; init; }

    /// <summary>From when on, in alliance time; never before that of an earlier publication.</summary>
    public required DateTimeOffset PublishTime { get; init; }

    /// <summary>When it was asked for, in alliance time.</summary>
    public required DateTimeOffset CreateTime { get; init; }

    /// <summary>The principal who asked for it; empty for what is older than this record.</summary>
    public required string Publisher { get; init; }

    /// <summary>Why, although it strays from the board that was in force; empty where it did not.</summary>
    public required string Reason { get; init; }
}
