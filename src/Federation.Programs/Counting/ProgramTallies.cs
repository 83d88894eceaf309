using System.Globalization;
using Federation.Programs.V1;
using Google.Protobuf;

namespace Federation.Programs;

/// <summary>What the ledger calls what programmes count. Pure.</summary>
internal static class ProgramTallies
{
    /// <summary>The ledger's name of a tally.</summary>
    /// <param name="program">The programme that counts.</param>
    /// <param name="key">What is counted.</param>
    /// <param name="order">The order that names whom it is counted for; null for what names a member alone.</param>
    /// <param name="member">The id by which the brand sees the member, where there is one.</param>
    public static ByteString IdOf(ProgramId program, TallyKey key, Order? order, ByteString? member)
    {
        var subject = key.Per switch
        {
            Per.Member => "member/" + Convert.ToHexStringLower(member!.Span),
            Per.Payer => "payer/" + Convert.ToHexStringLower(order!.PayerHash.Span),
            Per.Device => "device/" + Convert.ToHexStringLower(order!.DeviceHash.Span),
            Per.Till => $"till/{order!.Merchant} {order.Source}",
            Per.Employee => "employee/" + order!.Employee,
            _ => "everyone",
        };
        var period = key.Period.ToString(CultureInfo.InvariantCulture);
        var hash = TextHash.Of(program.ToString(), key.Definition, subject, period);
        return ByteString.CopyFrom(hash, 0, 16);
    }
}
