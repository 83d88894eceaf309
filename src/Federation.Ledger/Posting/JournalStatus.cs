using Federation.Ledger.V1;

namespace Federation.Ledger;

/// <summary>What became of a journal after it was booked.</summary>
internal abstract record JournalStatus
{
    private JournalStatus()
    {
    }

    /// <summary>Whether it was reversed, or a part of it undone. Then it cannot be reversed.</summary>
    public abstract bool IsUndone { get; }

    /// <summary>The status after a reversal.</summary>
    public abstract JournalStatus AfterReversal();

    public abstract Undone ToRow();

    /// <summary>The status that a row says, or that nothing became of the journal where there is no row.</summary>
    public static JournalStatus Of(JournalKind kind, Undone? row) => kind switch
    {
        JournalKind.Earn => Earning.Of(row),
        JournalKind.Hold => Hold.Of(row),
        _ when kind.IsSpending() => Spending.Of(row),
        _ => new Other(row is { Reversed: true }),
    };

    /// <summary>Of a spending.</summary>
    /// <param name="Refunded">How many of the units that it redeemed were refunded.</param>
    /// <param name="Reversed">Whether it was reversed.</param>
    /// <param name="Earnings">How many earnings name it as their purchase.</param>
    public sealed record Spending(long Refunded, bool Reversed, int Earnings) : JournalStatus
    {
        public static readonly Spending New = new(0, false, 0);

        public override bool IsUndone => Reversed || Refunded > 0;

        public override JournalStatus AfterReversal() => this with { Reversed = true };

        public override Undone ToRow() => new(Refunded, Reversed, Earnings);

        public static Spending Of(Undone? row) => row is null ? New : new(row.Units, row.Reversed, row.Earnings);
    }

    /// <summary>Of an earning.</summary>
    /// <param name="ClawedBack">How many of its units were clawed back.</param>
    /// <param name="Reversed">Whether it was reversed.</param>
    /// <param name="Confirmed">Whether it was pending and was confirmed.</param>
    /// <param name="ConfirmedTo">The lot into which its coins went when it was confirmed.</param>
    public sealed record Earning(long ClawedBack, bool Reversed, bool Confirmed, Lot? ConfirmedTo = null)
        : JournalStatus
    {
        public static readonly Earning New = new(0, false, false);

        public override bool IsUndone => Reversed || ClawedBack > 0;

        public override JournalStatus AfterReversal() => this with { Reversed = true };

        public override Undone ToRow() => new(
            ClawedBack, Reversed, Confirmed: Confirmed, Lot: ConfirmedTo?.Code ?? 0);

        public static Earning Of(Undone? row) => row is null
            ? New
            : new(row.Units, row.Reversed, row.Confirmed, row.Lot == 0 ? null : new Lot(row.Lot));
    }

    /// <summary>Of a hold. What was captured is counted here for payments only.</summary>
    /// <param name="Captured">How many units of the merchant's coin were captured.</param>
    /// <param name="Refunded">How many of these were refunded or reversed.</param>
    /// <param name="State">Closed: its rest was given back by a command. Expired: by the ledger, after its time. A
    /// hold that is open may have passed its time all the same.</param>
    public sealed record Hold(long Captured, long Refunded, HoldState State) : JournalStatus
    {
        public static readonly Hold New = new(0, 0, HoldState.Open);

        /// <summary>The captured units that were not refunded.</summary>
        public long Net => Captured - Refunded;

        public override bool IsUndone => Refunded > 0;

        public override JournalStatus AfterReversal() => throw new InvalidOperationException("A hold is not reversed.");

        /// <summary>The hold once its rest was given back. One that expired stays expired.</summary>
        public Hold Close() => State == HoldState.Expired ? this : this with { State = HoldState.Closed };

        public override Undone ToRow() => new(
            Captured, State == HoldState.Expired, Confirmed: State == HoldState.Closed, Refunded: Refunded);

        public static Hold Of(Undone? row) => row is null ? New : new(row.Units, row.Refunded, row switch
        {
            { Reversed: true } => HoldState.Expired,
            { Confirmed: true } => HoldState.Closed,
            _ => HoldState.Open,
        });
    }

    /// <summary>Of a clawback, an adjustment or a gift, and of what is never undone.</summary>
    public sealed record Other(bool Reversed) : JournalStatus
    {
        public override bool IsUndone => Reversed;

        public override JournalStatus AfterReversal() => new Other(true);

        public override Undone ToRow() => new(Reversed: Reversed);
    }
}
