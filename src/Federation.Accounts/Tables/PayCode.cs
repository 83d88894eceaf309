namespace Federation.Accounts;

/// <summary>
/// A code that lets whoever takes it be paid once with one coin of a member, or with several up to a worth. Only its
/// hash is kept. That it is used once is the ledger's business: the payment consumes <see cref="Codes.Consumes"/> in
/// the same transaction.
/// </summary>
public sealed class PayCode
{
    /// <summary>How many coins a code is good for at most.</summary>
    public const int MaxCoins = 20;

    /// <summary>SHA-256 of the code, 32 bytes.</summary>
    public required byte[] Hash { get; init; }

    public required Guid MemberId { get; init; }

    /// <summary>The brand that issues its coins; empty where several do.</summary>
    public required string PartnerId { get; init; }

    /// <summary>The only coin, whose units the maximum counts; empty where the maximum is money.</summary>
    public required string CoinId { get; init; }

    /// <summary>The coins of a code whose maximum is money, by id, with one space between them; null for others.
    /// </summary>
    public string? Coins { get; init; }

    /// <summary>At most so many units, of the coin or of settlement money: 1 to 10^15.</summary>
    public required long MaximumUnits { get; init; }

    /// <summary>The only merchant that may take it, <c>partners/{p}/merchants/{m}</c>; empty: any.</summary>
    public required string Merchant { get; init; }

    /// <summary>Good until then, in system time.</summary>
    public required DateTimeOffset ExpireTime { get; set; }

    /// <summary>When it was revoked, in system time; null where it was not.</summary>
    public DateTimeOffset? RevokeTime { get; set; }

    /// <summary>The coins that it is good for, by id.</summary>
    public IReadOnlyList<string> CoinIds => Coins?.Split(' ') ?? [CoinId];
}
