using Federation.Ledger.V1;

namespace Federation.Hosting;

/// <summary>
/// Which coins a member may spend at another brand. Coins that were bought with money stay with the brand that sold
/// them. The ledger enforces the rule; the exchange asks it here when it plans a payment.
/// </summary>
public static class ProvenanceWall
{
    /// <summary>A list of what is allowed, so that a provenance that is added later stays inside until it is named
    /// here.</summary>
    public static IReadOnlyList<Provenance> Outgoing { get; } = [Provenance.Promotional, Provenance.Earned];

    /// <summary>Whether coins of this provenance may leave for another brand.</summary>
    public static bool MayLeave(this Provenance provenance) => Outgoing.Contains(provenance);
}
