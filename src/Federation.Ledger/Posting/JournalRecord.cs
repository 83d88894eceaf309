using Federation.Ledger.V1;

namespace Federation.Ledger;

/// <summary>A journal as it stands in the books.</summary>
internal sealed record JournalRecord
{
    private PaymentTerms? terms;
    private HashSet<string>? cappedCoins;

    public required JournalId Id { get; init; }

    public required JournalKind Kind { get; init; }

    public required Principal Principal { get; init; }

    public required Guid RequestId { get; init; }

    public required DateTimeOffset Time { get; init; }

    public required IReadOnlyList<EntryRecord> Entries { get; init; }

    /// <summary>The journal that this one is about.</summary>
    public JournalId? Corrects { get; init; }

    public DateTimeOffset? EffectiveTime { get; init; }

    /// <summary>Of a Hold or ExtendHold: until when it holds.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Of a Hold: until when it holds, as it was booked.</summary>
    /// <exception cref="InvalidOperationException">The journal holds nothing.</exception>
    public DateTimeOffset HeldUntil =>
        Until ?? throw new InvalidOperationException($"{Id.Name} is a {Kind} and holds nothing.");

    public string? ExternalReference { get; init; }

    public string? ReasonCode { get; init; }

    /// <summary>Where it happened, a merchant's resource name.</summary>
    public string? Merchant { get; init; }

    public byte[]? Detail { get; init; }

    /// <summary>The head of the bundle that it is a part of.</summary>
    public JournalId? Bundle { get; init; }

    /// <summary>What it moved of tallies. Not read with it: they are the programmes' own.</summary>
    public IReadOnlyList<TallyEntry> Tallies { get; init; } = [];

    /// <summary>What it moves of members' coins, in the order of its entries.</summary>
    public IEnumerable<CoinMove> CoinMoves()
    {
        foreach (var entry in Entries)
            if (entry.Move is { } move)
                yield return move;
    }

    /// <summary>Of a hold for a payment: what was agreed.</summary>
    public PaymentTerms? Terms => Kind != JournalKind.Hold ? null : terms ??= PaymentTerms.Of(Detail);

    /// <summary>Of an exchange or of a hold for one: whether coins of a wallet count against its cap a day.</summary>
    public bool CountsAgainstCap(string coin) => (cappedCoins ??= PaymentTerms.CappedCoins(Detail)).Contains(coin);

    /// <summary>Known once it is committed.</summary>
    public long GroupNumber { get; set; }
}
