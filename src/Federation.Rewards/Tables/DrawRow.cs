using Federation.Rewards.V1;
using Google.Protobuf;

namespace Federation.Rewards;

/// <summary>A draw. Who has entered it, and whether that has ended, the ledger knows.</summary>
internal sealed class DrawRow
{
    public required string PartnerId { get; init; }

    /// <summary>Its id among the brand's.</summary>
    public required string Id { get; init; }

    /// <summary>Of its own steps' requests to the ledger, random and told to nobody, so that no brand can use them up
    /// before.</summary>
    public required Guid Token { get; init; }

    public required DrawState State { get; set; }

    /// <summary><see cref="DrawTerms"/>.</summary>
    public required byte[] Terms { get; init; }

    /// <summary>What binds the secret.</summary>
    public required byte[] Commitment { get; init; }

    /// <summary>The secret, encrypted.</summary>
    public required byte[] Secret { get; init; }

    /// <summary>Alliance time.</summary>
    public required DateTimeOffset CreateTime { get; init; }

    /// <summary>When its root was fixed, in alliance time; null before.</summary>
    public DateTimeOffset? ClosedTime { get; set; }

    /// <summary>How many tickets it has; 0 until its root is fixed.</summary>
    public int Tickets { get; set; }

    /// <summary>The root over the tickets; null before it is fixed.</summary>
    public byte[]? Root { get; set; }

    /// <summary>The roots of the tickets' blocks; null before.</summary>
    public byte[]? Blocks { get; set; }

    /// <summary>Who has proposed a public value; null: nobody.</summary>
    public string? Proposer { get; set; }

    /// <summary>The public value that was proposed, and then the one that counts; null before.</summary>
    public string? PublicValue { get; set; }

    /// <summary>When it was drawn, in alliance time; null before.</summary>
    public DateTimeOffset? DrawnTime { get; set; }

    /// <summary>The numbers of the tickets that have won, in order, each 4 bytes, big endian; null before.</summary>
    public byte[]? Winners { get; set; }

    /// <summary>Until when prizes of the present round can be claimed, in alliance time; null where nothing can be
    /// claimed any more.</summary>
    public DateTimeOffset? ClaimEndTime { get; set; }

    /// <summary>The rounds, <see cref="Draw.Rounds"/> as a draw that has nothing else; null where prizes are not
    /// claimed.</summary>
    public byte[]? Rounds { get; set; }

    /// <summary>How many prizes were claimed: each claim moves it, so that none is missed where prizes are passed
    /// on.</summary>
    public int Claims { get; set; }

    /// <summary>Why it was cancelled; null: it was not.</summary>
    public string? CancelReason { get; set; }

    /// <summary>When its last entry was refunded, in alliance time; null before.</summary>
    public DateTimeOffset? CancelledTime { get; set; }

    /// <summary>How many entries could not be refunded.</summary>
    public int RefundsRefused { get; set; }

    public DrawId Name => new(PartnerId, Id);

    public IReadOnlyList<ClaimRound> ReadRounds() =>
        Rounds is null ? [] : Draw.Parser.ParseFrom(Rounds).Rounds;

    /// <summary>How rounds are kept.</summary>
    public static byte[] Kept(IEnumerable<ClaimRound> rounds) => new Draw { Rounds = { rounds } }.ToByteArray();

    public DrawTerms ReadTerms() => DrawTerms.Parser.ParseFrom(Terms);
}
