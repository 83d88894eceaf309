using Federation.Ledger.V1;

namespace Federation.Ledger.Tests;

/// <summary>What some coins have in common.</summary>
/// <param name="Provenance">Where they come from.</param>
/// <param name="Expires">From when on they are gone; null: never, or with activity.</param>
/// <param name="Activity">Whether they are gone some days after the member's last activity.</param>
/// <param name="From">From when on they can be spent; null: since they came.</param>
/// <param name="Awaits">Whether they wait for a confirmation.</param>
/// <param name="InGrace">Whether they came back after their end.</param>
/// <param name="Unannounced">Whether the member has still to be told of their end, which is put off until
/// then.</param>
internal sealed record CoinTerms(
    Provenance Provenance, DateTimeOffset? Expires = null, bool Activity = false, DateTimeOffset? From = null,
    bool Awaits = false,
    bool InGrace = false, bool Unannounced = false)
{
    /// <summary>Sorts as coins are taken: what is gone first, then promotional, earned, purchased, then what could be
    /// spent first.</summary>
    public (DateTimeOffset, int, int, DateTimeOffset) Order => (
        Expires ?? (Activity ? DateTimeOffset.MaxValue.AddDays(-1) : DateTimeOffset.MaxValue), (int)Provenance, Awaits
        ? 3 : InGrace ? 2 : Unannounced ? 1 : 0,
        From ?? DateTimeOffset.MinValue);
}
