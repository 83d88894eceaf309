using System.Globalization;
using Federation.Hosting;
using Federation.Rewards.V1;
using Google.Protobuf;
using Grpc.Core;

namespace Federation.Rewards;

internal sealed partial class DrawService
{
    public override async Task<ListTicketsResponse> ListTickets(ListTicketsRequest request, ServerCallContext context)
    {
        var (form, caller, cancel) = (new Form(), Caller.Of(context), context.CancellationToken);
        var size = form.PageSize(request.PageSize);
        var name = OwnDraw(form, caller, request.Name);
        var query = $"{context.Method} {caller.Principal} {name}";
        var first = StartOf(query, request.PageToken);
        var row = await GetClosedAsync(name, cancel);
        var page = await tickets.ReadAsync(name, first, size, cancel);
        return new ListTicketsResponse
        {
            Tickets = { page.Select(t => TicketOf(t.Number, t.Pseudonym)) },
            NextPageToken = NextOf(query, first + size, row.Tickets),
            Proof = ProofOf(row.ReadTerms()),
        };
    }

    private static DrawTicket TicketOf(int number, byte[] pseudonym) =>
        new() { Number = number, Pseudonym = ByteString.CopyFrom(pseudonym) };

    /// <summary>The number that a page starts with.</summary>
    private int StartOf(string query, string token) =>
        pages.Read(query, token) is { } start ? int.Parse(start, CultureInfo.InvariantCulture) : 0;

    /// <summary>The token of the page that starts with a number; empty where there is none.</summary>
    private string NextOf(string query, int next, int count) =>
        next < count ? pages.Write(query, next.ToString(CultureInfo.InvariantCulture)) : "";
}
