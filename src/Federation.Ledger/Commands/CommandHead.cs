using Case = Federation.Ledger.V1.BatchItem.CommandOneofCase;

namespace Federation.Ledger;

/// <summary>A command as it came, alone or among others, with what it names: what must be read before it can be
/// made.</summary>
/// <param name="Case">Which command it is.</param>
/// <param name="RequestId">As it was sent.</param>
/// <param name="Make">Makes the command, once all was read.</param>
internal sealed record CommandHead(Case Case, string RequestId, Func<Intake, Command> Make)
{
    /// <summary>The coin's name, as it was sent.</summary>
    public string? Coin { get; init; }

    /// <summary>The till's name, as it was sent.</summary>
    public string? Merchant { get; init; }

    /// <summary>The journal that the command is about, or a hold, which has the name of its journal.</summary>
    public JournalId? Original { get; init; }

    /// <summary>Whether it undoes a purchase, and with it what was earned on that.</summary>
    public bool Undoes { get; init; }

    /// <summary>The RPC of the command alone: it names the permission, and the fingerprint.</summary>
    public string Method => Intake.MethodOf(Case);

    public string? CoinId => ResourceNames.TryCoin(Coin, out var coin) ? coin : null;

    public (string Partner, string Merchant)? Till =>
        ResourceNames.TryMerchant(Merchant, out var partner, out var merchant) ? (partner, merchant) : null;
}
