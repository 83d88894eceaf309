using Federation.Ledger.V1;

namespace Federation.Accounts;

/// <summary>
/// What the ledger must still be notified of a member's wallets. Written in the transaction that changes the member,
/// removed when the ledger has answered.
/// </summary>
public sealed class WalletNotice
{
    public required Guid Id { get; init; }

    /// <summary>The principal whose command made it; the ledger is called in its name.</summary>
    public required string Principal { get; init; }

    /// <summary>The command's request_id.</summary>
    public required Guid RequestId { get; init; }

    public required Guid MemberId { get; init; }

    /// <summary>The member's <see cref="Member.Revision"/>: the ledger keeps the state of the highest one that it
    /// heard.</summary>
    public required long Revision { get; init; }

    public required WalletState State { get; init; }

    /// <summary>The coins' ids, with one space between them.</summary>
    public required string Coins { get; init; }
}
