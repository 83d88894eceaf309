using Federation.Ledger.V1;

namespace Federation.Ledger;

/// <summary>What is summed up: the unlimited account kinds, by the same numbers, and control totals over members'
/// accounts.</summary>
internal enum TotalKind : short
{
    /// <summary>All coins in wallets.</summary>
    Wallets = AccountKind.Wallet,
    Issued = AccountKind.Issued,
    Redeemed = AccountKind.Redeemed,
    ClawedBack = AccountKind.ClawedBack,
    Adjusted = AccountKind.Adjusted,
    ExchangedOut = AccountKind.ExchangedOut,
    ExchangedIn = AccountKind.ExchangedIn,
    Expired = AccountKind.Expired,
    Position = AccountKind.Position,
    Fees = AccountKind.Fees,
    Rounding = AccountKind.Rounding,

    /// <summary>All coins that are held.</summary>
    Held = AccountKind.Held,

    /// <summary>All that clawbacks made owed.</summary>
    ReceivableOwed = 101,

    /// <summary>All that earnings paid off.</summary>
    ReceivablePaid = 102,
}
