namespace Federation.Accounts;

/// <summary>Whether a member can act anywhere. Kept as its number.</summary>
public enum MemberState : short
{
    Open = 1,

    /// <summary>For ever, at every brand.</summary>
    Closed = 2,

    /// <summary>As <see cref="Closed"/> to everybody; the ledger has yet to close the wallets.</summary>
    Closing = 3,
}
