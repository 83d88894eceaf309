using Federation.Ledger.V1;

namespace Federation.Ledger.Tests.Model;

/// <summary>What some coins have in common.</summary>
/// <param name="Provenance">Where they come from.</param>
/// <param name="Expires">From when on they are gone; null: never, or with activity.</param>
/// <param name="Activity">Whether they are gone some days after the member's last activity.</param>
/// <param name="From">From when on they can be spent; null: since they came.</param>
/// <param name="Awaits">Whether they wait for a confirmation.</param>
/// <param name="InGrace">Whether they came back after their end.</param>
internal sealed record CoinTerms(
    Provenance Provenance, DateTimeOffset? Expires = null, bool Activity = false, DateTimeOffset? From = null, bool Awaits = false,
    bool InGrace = false)
{
    /// <summary>Sorts as coins are taken: what is gone first, then promotional, earned, purchased, then what could be spent first.</summary>
    public (DateTimeOffset, int, int, DateTimeOffset) Order => (
        Expires ?? (Activity ? DateTimeOffset.MaxValue.AddDays(-1) : DateTimeOffset.MaxValue), (int)Provenance, Awaits ? 2 : InGrace ? 1 : 0,
        From ?? DateTimeOffset.MinValue);
}

/// <summary>Some coins in a wallet.</summary>
/// <param name="Terms">Their terms.</param>
/// <param name="Units">How many.</param>
/// <param name="Hold">The request of the hold that sets them aside; null: they are free.</param>
internal sealed record ModelCoins(CoinTerms Terms, long Units, string? Hold = null);

/// <summary>A wallet as the model keeps it: a plain list of coins, all else is found by scanning it.</summary>
internal sealed record ModelWallet(string Name, string Coin)
{
    public WalletState State { get; init; } = WalletState.Active;

    public bool Frozen { get; init; }

    public IReadOnlyList<ModelCoins> Coins { get; init; } = [];

    public long Owed { get; init; }

    public long Version { get; init; }

    public DateTimeOffset? LastTime { get; init; }

    public DateTimeOffset? ActiveUntil { get; init; }

    /// <summary>What left by capped legs on the last day on which the wallet changed.</summary>
    public (int Day, long Units) Capped { get; init; }

    public long Balance => Coins.Sum(c => c.Units);

    public long Held => Coins.Where(c => c.Hold is not null).Sum(c => c.Units);

    /// <summary>The time of a journal on it: never before the last one's.</summary>
    public DateTimeOffset RecordedAt(DateTimeOffset clock) => LastTime is { } last && last > clock ? last : clock;

    /// <summary>The time by which it is decided on: a clock that goes back for an hour is not felt, one that goes back
    /// further is right.</summary>
    public DateTimeOffset TimeAt(DateTimeOffset clock) => LastTime is { } last && last > clock.AddHours(1) ? clock : RecordedAt(clock);

    /// <summary>What counts against a cap at a time. What left on a day that is not begun within the hour does
    /// not.</summary>
    public (int Day, long Units) CappedAt(DateTimeOffset time) =>
        Capped.Day >= DayOf(time) && Capped.Day <= DayOf(time.AddHours(1)) ? Capped : (DayOf(time), 0);

    public static int DayOf(DateTimeOffset time) => DateOnly.FromDateTime(time.UtcDateTime).DayNumber;

    public bool IsGone(CoinTerms terms, DateTimeOffset time) =>
        terms.Activity ? ActiveUntil is null || ActiveUntil <= time : terms.Expires is { } end && end <= time;

    /// <summary>The coins that can be spent, in the order of taking.</summary>
    public IEnumerable<ModelCoins> Spendable(DateTimeOffset time, IReadOnlyList<Provenance> only) => Coins
        .Where(c => c.Hold is null && !IsGone(c.Terms, time) && !c.Terms.Awaits && !(c.Terms.From > time)
            && (only.Count == 0 || only.Contains(c.Terms.Provenance)))
        .OrderBy(c => c.Terms.Order);

    public long Available(DateTimeOffset time, IReadOnlyList<Provenance>? only = null) => Spendable(time, only ?? []).Sum(c => c.Units);

    public long FreeOf(CoinTerms terms, DateTimeOffset time) =>
        IsGone(terms, time) ? 0 : Coins.Where(c => c.Hold is null && c.Terms == terms).Sum(c => c.Units);

    /// <summary>All coins but those that are gone; what a hold holds is not gone.</summary>
    public long Living(DateTimeOffset time) => Coins.Where(c => c.Hold is not null || !IsGone(c.Terms, time)).Sum(c => c.Units);
}

/// <summary>One movement on one account.</summary>
internal sealed record Move(AccountKind Account, string Holder, long Units, CoinTerms? Terms = null);

/// <summary>Coins of one wallet that a journal took or brought.</summary>
internal sealed record Parcel(string Wallet, CoinTerms Terms, long Units);

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

    /// <summary>Of a spending, units refunded; of an earning, units clawed back; of a payment's hold, redeemed units captured.</summary>
    public long Undone { get; init; }

    public bool Reversed { get; init; }

    /// <summary>Of an earning: the terms from its confirmation on.</summary>
    public CoinTerms? Confirmed { get; init; }

    /// <summary>Of a spending: the requests of the earnings that name it.</summary>
    public IReadOnlyList<string> Earnings { get; init; } = [];

    /// <summary>Whether it captured a part of a payment's hold.</summary>
    public bool IsCapture => Kind == JournalKind.Exchange && About is not null;

    public long SumOf(AccountKind account) => Moves.Where(m => m.Account == account).Sum(m => m.Units);

    public IEnumerable<string> Wallets() => Moves
        .Where(m => m.Account is AccountKind.Wallet or AccountKind.Held or AccountKind.Receivable).Select(m => m.Holder).Distinct();
}
