using System.Globalization;
using Federation.Programs.V1;
using Google.Protobuf;

namespace Federation.Programs;

/// <summary>By what the ledger knows an order, and what it counts. Pure.</summary>
internal static class OrderKeys
{
    /// <summary>The request id of an order with this content: sent again it is answered as before.</summary>
    /// <param name="fingerprint">Of the whole request.</param>
    public static Guid RequestOf(byte[] fingerprint) =>
        Uuids.Derived(new Guid(fingerprint.AsSpan(0, 16), bigEndian: true), 0);

    /// <summary>What a step of an order uses up, so that it is taken once, whatever its content.</summary>
    /// <param name="order">The order.</param>
    /// <param name="step">The step's number; 0 places the order.</param>
    public static string StepOf(OrderId order, int step) =>
        string.Create(CultureInfo.InvariantCulture, $"orders/{order.Id:D}/{step}");

    /// <summary>The ledger's name of a tally.</summary>
    /// <param name="program">The programme that counts.</param>
    /// <param name="key">What is counted.</param>
    /// <param name="order">The order: its member or payer is whom it is counted of.</param>
    /// <param name="member">The member, where there is one.</param>
    public static ByteString TallyOf(ProgramId program, TallyKey key, Order order, MemberFacts? member)
    {
        var subject = key.Per switch
        {
            Per.Member => "member/" + Convert.ToHexStringLower(member!.Id.Span),
            Per.Payer => "payer/" + Convert.ToHexStringLower(order.PayerHash.Span),
            _ => "everyone",
        };
        var period = key.Period.ToString(CultureInfo.InvariantCulture);
        var hash = TextHash.Of(program.ToString(), key.Definition, subject, period);
        return ByteString.CopyFrom(hash, 0, 16);
    }
}
