using System.Globalization;

namespace Federation.Rewards;

/// <summary>By what the ledger knows a redemption. Pure.</summary>
internal static class RedemptionKeys
{
    /// <summary>The most steps: redeemed, decided where it was held, fulfilled, cancelled.</summary>
    public const int MostSteps = 4;

    /// <summary>What a step of a redemption uses up, so that it is taken once.</summary>
    /// <param name="redemption">The redemption.</param>
    /// <param name="step">The step's number; 0 redeems.</param>
    public static string StepOf(RedemptionId redemption, int step) =>
        string.Create(CultureInfo.InvariantCulture, $"redemptions/{redemption.Id:D}/{step}");

    /// <summary>The redemption that a request makes: a retry makes the same.</summary>
    /// <param name="principal">Who asks.</param>
    /// <param name="requestId">Under which id.</param>
    /// <param name="fingerprint">Of the request.</param>
    public static Guid IdOf(Principal principal, Guid requestId, byte[] fingerprint) => Uuids.OfHash(
        TextHash.Of("redemption", principal.Name, requestId.ToString("D"), Convert.ToHexString(fingerprint)));

    /// <summary>The request id under which a redemption is released whose deadline has passed.</summary>
    public static Guid ReleaseOf(RedemptionId redemption) =>
        Uuids.OfHash(TextHash.Of("redemption's deadline", redemption.ToString()));

    /// <summary>The request id under which the ledger books in the name of the brand what a member has asked for. The
    /// brand's own requests are not among them.</summary>
    public static Guid RequestOf(Principal principal, Guid requestId) =>
        Uuids.OfHash(TextHash.Of("redemption's request", principal.Name, requestId.ToString("D")));
}
