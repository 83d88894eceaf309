using System.Globalization;
using Google.Protobuf;

namespace Federation.Rewards;

/// <summary>What the ledger calls what draws count, and the requests and keys of their steps. Pure.</summary>
internal static class DrawTallies
{
    /// <summary>The most tickets of a draw.</summary>
    public const int MaximumTickets = 1_000_000;

    /// <summary>What closing adds to a draw's tally: more than it can be while members enter, so that each later entry
    /// would leave its bound.</summary>
    public const long Closed = 1_000_000_000_000;

    /// <summary>How many tickets a draw has; once it is closed, that and <see cref="Closed"/>.</summary>
    public static ByteString Tickets(DrawId draw) => Of(draw.ToString(), "tickets");

    /// <summary>How many tickets a member has.</summary>
    /// <param name="draw">The draw.</param>
    /// <param name="member">The 16 bytes of the id by which the brand sees the member.</param>
    public static ByteString Member(DrawId draw, ByteString member) =>
        Of(draw.ToString(), "member/" + Convert.ToHexStringLower(member.Span));

    /// <summary>Whether members cannot enter any more, by <see cref="Tickets"/>.</summary>
    public static bool IsClosed(long tally) => tally >= Closed;

    /// <summary>How many tickets there are, by <see cref="Tickets"/>.</summary>
    public static int CountOf(long tally) => checked((int)(tally % Closed));

    /// <summary>What an entry uses up, so that it is booked once.</summary>
    public static string KeyOf(Guid entry) => string.Create(CultureInfo.InvariantCulture, $"draws/entries/{entry:D}");

    /// <summary>The entry that a request makes: a retry makes the same.</summary>
    /// <param name="principal">Who asks.</param>
    /// <param name="requestId">Under which id.</param>
    /// <param name="fingerprint">Of the request.</param>
    public static Guid EntryOf(Principal principal, Guid requestId, byte[] fingerprint) => Uuids.OfHash(
        TextHash.Of("draw entry", principal.Name, requestId.ToString("D"), Convert.ToHexString(fingerprint)));

    /// <summary>The request id under which the ledger books in the name of the brand what a member has asked for. The
    /// brand's own requests are not among them.</summary>
    public static Guid RequestOf(Principal principal, Guid requestId) =>
        Uuids.OfHash(TextHash.Of("draw entry's request", principal.Name, requestId.ToString("D")));

    /// <summary>The request id of a step that a draw takes by itself.</summary>
    /// <param name="draw">The draw.</param>
    /// <param name="step">Which step.</param>
    public static Guid StepOf(DrawRow draw, string step) =>
        Uuids.OfHash(TextHash.Of("draw step", draw.Token.ToString("D"), step));

    private static ByteString Of(params ReadOnlySpan<string> texts) =>
        ByteString.CopyFrom(TextHash.Of(["rewards", .. texts]), 0, 16);
}
