namespace Federation.Accounts;

/// <summary>
/// A code that lets whoever takes it be paid once with one coin of a member. Only its hash is kept. That it is used
/// once is the ledger's business: the payment consumes <see cref="Codes.Consumes"/> in the same transaction.
/// </summary>
public sealed class PayCode
{
    /// <summary>SHA-256 of the code, 32 bytes.</summary>
    public required byte[] Hash { get; init; }

    public required Guid MemberId { get; init; }

    /// <summary>The brand that made it, the coin's issuer.</summary>
    public required string PartnerId { get; init; }

    public required string CoinId { get; init; }

    /// <summary>At most so many units: 1 to 10^15.</summary>
    public required long MaximumUnits { get; init; }

    /// <summary>The only merchant that may take it, <c>partners/{p}/merchants/{m}</c>; empty: any.</summary>
    public required string Merchant { get; init; }

    /// <summary>Good until then, in system time.</summary>
    public required DateTimeOffset ExpireTime { get; set; }
}
