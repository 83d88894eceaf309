using Federation.Ledger.V1;

namespace Federation.Ledger.Tests;

/// <summary>The legs of an exchange but for the payer's: what a story leaves out because any will do.</summary>
internal static class ExchangeLegs
{
    /// <summary>By account kind: the coin, or the partner of a position, and the units. Money is GBP.</summary>
    public static IEnumerable<(AccountKind Account, string Holder, long Units)> Of(Step step)
    {
        // What another wallet of coins/birch gives is the merchant's own, which is redeemed as it is.
        var own = step.Also.Where(a => Coin(a.Wallet) == "birch").Sum(a => a.Units);
        var given = step.Debits.Sum(d => d.Units) - own;
        var gross = given + step.Made;
        var fee = given / 3;
        var value = gross - fee - (given % 3);
        foreach (var coin in step.Debits.Where(d => Coin(d.Wallet) != "birch" || d.Wallet == step.Wallet)
            .GroupBy(d => Coin(d.Wallet)))
            yield return (AccountKind.ExchangedOut, coin.Key, coin.Sum(d => d.Units));
        yield return (AccountKind.ExchangedIn, "birch", -step.Made);
        if (step.To is null)
            yield return (AccountKind.Redeemed, "birch", step.Made + own);
        yield return (AccountKind.Position, "aster", -gross);
        yield return (AccountKind.Position, "birch", value);
        yield return (AccountKind.Fees, "GBP", fee);
        yield return (AccountKind.Rounding, "GBP", gross - fee - value);
    }

    public static string Coin(string wallet) => wallet.Split('.') is [_, var coin] ? coin : "aster";
}
