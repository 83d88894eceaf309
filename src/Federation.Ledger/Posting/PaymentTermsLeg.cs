namespace Federation.Ledger;

/// <summary>What was agreed about one of the member's coins.</summary>
/// <param name="Coin">The coin's id.</param>
/// <param name="Issuer">Its issuer.</param>
/// <param name="IsOwn">Whether it is the merchant's own coin, which is redeemed as it is.</param>
/// <param name="Terms">The amounts.</param>
internal sealed record PaymentTermsLeg(string Coin, string Issuer, bool IsOwn, LegTerms Terms)
{
    /// <summary>Whether the amounts are possible, and leave the alliance its fee and never less than nothing.</summary>
    public bool IsSound => Terms.Paid > 0 && Terms.Gives > 0 && (IsOwn
        ? Terms.Paid == Terms.Gives
        : Terms is { OffValue: > 0, OnValue: > 0, Fee: >= 0 }
            && (Int128)Terms.OffValue * Terms.Paid is var gross && gross <= Units.MaxCommand
            && gross >= ((Int128)Terms.OnValue * Terms.Gives) + Terms.Fee);
}
