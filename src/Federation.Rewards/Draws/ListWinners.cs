using Federation.Hosting;
using Federation.Rewards.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Rewards;

internal sealed partial class DrawService
{
    public override async Task<ListWinnersResponse> ListWinners(ListWinnersRequest request, ServerCallContext context)
    {
        var (form, caller, cancel) = (new Form(), Caller.Of(context), context.CancellationToken);
        var size = form.PageSize(request.PageSize);
        var name = OwnDraw(form, caller, request.Name);
        var query = $"{context.Method} {caller.Principal} {name}";
        var first = StartOf(query, request.PageToken);
        var row = await GetClosedAsync(name, cancel);
        if (row.Winners is not { } winners)
            throw TooEarly(row, "nobody has won before it is drawn");
        var (terms, count) = (row.ReadTerms(), DrawOutcome.CountOf(winners));
        var prizes = terms.Prizes.SelectMany(p => Enumerable.Repeat(p.Title, p.Count)).ToList();
        var claims = row.Rounds is null ? [] : await ClaimsOf(name).AsNoTracking().ToListAsync(cancel);
        var offers = new DrawOffers(row, claims);
        var response = new ListWinnersResponse
        {
            NextPageToken = NextOf(query, first + size, count),
            Proof = ProofOf(terms),
        };
        for (var i = first; i < Math.Min(first + size, count); i++)
        {
            var (number, member) = DrawOutcome.At(winners, i);
            var (prize, round) = offers.Winners[i];
            var winner = new DrawWinner
            {
                Place = prize + 1,
                Prize = prizes[prize],
                Ticket = TicketOf(number, seal.PseudonymOf(name, member)),
                Member = MemberFor(caller, name.PartnerId, member),
            };
            if (row.Rounds is not null)
                Tell(winner, row, offers, prize, round);
            response.Winners.Add(winner);
        }
        return response;
    }

    /// <summary>Tells what became of a prize that can be claimed.</summary>
    private static void Tell(DrawWinner winner, DrawRow row, DrawOffers offers, int prize, int round)
    {
        var claim = offers.ClaimOf(prize, round);
        (winner.Round, winner.ClaimState) = (round, offers.StateOf(prize, round));
        winner.ClaimTime = claim?.ClaimTime.ToTimestamp();
        if (winner.ClaimState == ClaimState.Offered)
            winner.ClaimEndTime = row.ClaimEndTime?.ToTimestamp();
        if (winner.Member.Length > 0)
            winner.Delivery = claim?.Delivery ?? PrizeDelivery.Unspecified;
    }

    /// <summary>The winner's name, to the brand and to the winner itself alone.</summary>
    private string MemberFor(Caller caller, string partner, byte[] member)
    {
        if (caller.Member is { } self)
            return MemberChecks.IdOf(names.NameFor(partner, self)).Span.SequenceEqual(member) ? ResourceNames.Me : "";
        return caller.PartnerId == partner
            ? ResourceNames.Members + new Guid(member, bigEndian: true).ToString("D")
            : "";
    }
}
