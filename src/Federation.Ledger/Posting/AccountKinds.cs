using Federation.Ledger.V1;

namespace Federation.Ledger;

/// <summary>What kinds of accounts have in common.</summary>
internal static class AccountKinds
{
    /// <summary>Whether the kind is booked in settlement money, not in coins.</summary>
    public static bool IsMoney(this AccountKind kind) =>
        kind is AccountKind.Position or AccountKind.Fees or AccountKind.Rounding;
}
