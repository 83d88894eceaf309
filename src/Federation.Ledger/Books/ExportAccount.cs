using Federation.Ledger.V1;

namespace Federation.Ledger;

/// <summary>An account, as exports name it.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Asset">The coin's id, or the settlement currency.</param>
/// <param name="WalletId">The wallet, for what a member holds or owes.</param>
/// <param name="Party">The partner, for positions.</param>
internal readonly record struct ExportAccount(
    AccountKind Kind, string Asset, Guid? WalletId = null, string? Party = null)
{
    public static ExportAccount Of(AccountKind kind, WalletRow wallet) => new(kind, wallet.Coin, wallet.Id);

    public static ExportAccount Of(EntryRecord entry) => new(entry.Kind, entry.Asset, entry.WalletId, entry.Party);

    public bool IsMoney => Kind.IsMoney();

    /// <summary>
    /// The name in hledger and Beancount. The books are seen from the side of who holds: what a member or partner holds
    /// is an asset, what a member owes a liability, what brings coins into being income, and what uses them up an
    /// expense. No name says who a member is.
    /// </summary>
    public string Name => Kind switch
    {
        AccountKind.Wallet => $"Assets:Wallets:{Part(Asset)}:W{WalletId:D}:Free",
        AccountKind.Held => $"Assets:Wallets:{Part(Asset)}:W{WalletId:D}:Held",
        AccountKind.Receivable => $"Liabilities:Receivables:{Part(Asset)}:W{WalletId:D}",
        AccountKind.Issued or AccountKind.ExchangedIn => $"Income:Coins:{Part(Asset)}:{Kind}",
        AccountKind.Position => $"Assets:Partners:{Part(Party)}:Position",
        AccountKind.Fees or AccountKind.Rounding => $"Assets:Alliance:{Kind}",
        _ => $"Expenses:Coins:{Part(Asset)}:{Kind}",
    };

    /// <summary>A part of a name begins with a capital; ids begin with a small letter.</summary>
    private static string Part(string? id) => id is [var first, ..]
        ? char.ToUpperInvariant(first) + id[1..]
        : throw new ArgumentException("An account of this kind needs an id.", nameof(id));
}
