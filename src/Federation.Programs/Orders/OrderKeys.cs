using System.Globalization;

namespace Federation.Programs;

/// <summary>By what the ledger knows an order. Pure.</summary>
internal static class OrderKeys
{
    /// <summary>The request id of an order with this content: sent again it is answered as before.</summary>
    /// <param name="fingerprint">Of the whole request.</param>
    public static Guid RequestOf(byte[] fingerprint) =>
        Uuids.Derived(new Guid(fingerprint.AsSpan(0, 16), bigEndian: true), 0);

    /// <summary>The request id under which the ledger books in the name of the brand what a member has asked for. The
    /// brand's own requests are not among them.</summary>
    /// <param name="principal">The member.</param>
    /// <param name="requestId">The id of its request.</param>
    public static Guid RequestOf(Principal principal, Guid requestId) =>
        Uuids.OfHash(TextHash.Of("member's request", principal.Name, requestId.ToString("D")));

    /// <summary>What a step of an order uses up, so that it is taken once, whatever its content.</summary>
    /// <param name="order">The order.</param>
    /// <param name="step">The step's number; 0 places the order.</param>
    public static string StepOf(OrderId order, int step) =>
        string.Create(CultureInfo.InvariantCulture, $"orders/{order.Id:D}/{step}");
}
