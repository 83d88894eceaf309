using Federation.Hosting;
using Federation.Rewards.V1;
using Grpc.Core;

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
        var response = new ListWinnersResponse
        {
            NextPageToken = NextOf(query, first + size, count),
            Proof = ProofOf(terms),
        };
        for (var place = first; place < Math.Min(first + size, count); place++)
        {
            var (number, member) = DrawOutcome.At(winners, place);
            response.Winners.Add(new DrawWinner
            {
                Place = place + 1,
                Prize = prizes[place],
                Ticket = TicketOf(number, seal.PseudonymOf(name, member)),
                Member = MemberFor(caller, name.PartnerId, member),
            });
        }
        return response;
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
