using Federation.Ledger.V1;

namespace Federation.Ledger.Tests;

/// <summary>A journal as the model keeps it.</summary>
internal sealed record ModelJournal(string Request, string By, JournalKind Kind, string? About)
{
    public IReadOnlyList<Move> Moves { get; init; } = [];

    /// <summary>When it happened, which is when it was booked unless it was reported late.</summary>
    public DateTimeOffset Happened { get; init; }

    /// <summary>Coins that it took from wallets, in the order of taking.</summary>
    public IReadOnlyList<Parcel> Taken { get; init; } = [];

    /// <summary>Coins that it brought into wallets.</summary>
    public IReadOnlyList<Parcel> Brought { get; init; } = [];

    public DateTimeOffset? Until { get; init; }

    /// <summary>Of an exchange or a hold for one: the wallet whose coins count against a cap.</summary>
    public string? Capped { get; init; }

    /// <summary>Of a hold: that its time passed while it held something.</summary>
    public bool RanOut { get; init; }

    /// <summary>Of a hold: whether it is for a payment across brands.</summary>
    public bool Pays { get; init; }

    /// <summary>Of a payment's hold: what was agreed.</summary>
    public IReadOnlyList<PaymentLeg> Legs { get; init; } = [];

    /// <summary>Of a payment's hold: units captured, and refunded or reversed since.</summary>
    public long Refunded { get; init; }

    /// <summary>Of a payment's hold: that what was left was given back.</summary>
    public bool Ended { get; init; }

    /// <summary>Of a spending, units refunded; of an earning, units clawed back; of a payment's hold, redeemed units
    /// captured.</summary>
    public long Undone { get; init; }

    public bool Reversed { get; init; }

    /// <summary>Whether it is a part of what a programme booked.</summary>
    public bool OfProgram { get; init; }

    /// <summary>Of an earning: the terms from its confirmation on.</summary>
    public CoinTerms? Confirmed { get; init; }

    /// <summary>Of a spending: the requests of the earnings that name it.</summary>
    public IReadOnlyList<string> Earnings { get; init; } = [];

    /// <summary>Whether it captured a part of a payment's hold.</summary>
    public bool IsCapture => Kind == JournalKind.Exchange && About is not null;

    public long SumOf(AccountKind account) => Moves.Where(m => m.Account == account).Sum(m => m.Units);

    public IEnumerable<string> Wallets() => Moves
        .Where(m => m.Account is AccountKind.Wallet or AccountKind.Held or AccountKind.Receivable).Select(m => m.Holder)
        .Distinct();
}
