using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Rewards.V1;
using Federation.Rules;
using Google.Protobuf;
using Grpc.Core;

namespace Federation.Rewards;

internal sealed partial class DrawService
{
    // The tickets of a page may be in as many blocks, each of which is hashed anew.
    private const int MostProofs = 100;

    public override async Task<GetDrawProofResponse> GetDrawProof(
        GetDrawProofRequest request, ServerCallContext context)
    {
        var (form, caller, cancel) = (new Form(), Caller.Of(context), context.CancellationToken);
        form.Member(request.Member, "member");
        form.Check(
            request.PageSize is >= 0 and <= MostProofs, "page_size", $"must be 0 (for {MostProofs}) to {MostProofs}");
        var size = request.PageSize == 0 ? MostProofs : request.PageSize;
        var name = OwnDraw(form, caller, request.Name);
        var query = $"{context.Method} {caller.Principal} {name} {request.Member}";
        var first = StartOf(query, request.PageToken);
        var named = NamedMember.Of(caller, names, name.PartnerId, request.Member);
        if ((await ResolveAsync(name.PartnerId, named.AtBrand, cancel)).MemberId.Length == 0)
            throw new RefusalException(Refusal.NotFound(ErrorReason.MemberNotFound, request.Member));
        var row = await GetClosedAsync(name, cancel);
        var member = MemberChecks.IdOf(named.AtBrand).ToByteArray();
        var numbers = await tickets.OfMemberAsync(name, member, first, size + 1, cancel);
        return new GetDrawProofResponse
        {
            Pseudonym = ByteString.CopyFrom(seal.PseudonymOf(name, member)),
            Root = ByteString.CopyFrom(row.Root),
            Tickets = row.Tickets,
            Proofs = { await ProofsAsync(row, [.. numbers.Take(size)], cancel) },
            NextPageToken = numbers.Count > size ? NextOf(query, numbers[size], row.Tickets) : "",
            Proof = ProofOf(row.ReadTerms()),
        };
    }

    private async Task<List<TicketProof>> ProofsAsync(
        DrawRow row, IReadOnlyList<int> numbers, CancellationToken cancel)
    {
        var proofs = new List<TicketProof>();
        foreach (var block in numbers.GroupBy(number => number / TicketBlocks.Tickets * TicketBlocks.Tickets))
        {
            var own = await tickets.ReadAsync(row.Name, block.Key, TicketBlocks.Tickets, cancel);
            var siblings = TicketBlocks.ProofsOf(block, block.Key, own.ConvertAll(t => t.Pseudonym), row.Blocks ?? []);
            proofs.AddRange(block.Zip(siblings).Select(p => new TicketProof
            {
                Number = p.First,
                Siblings = { p.Second.Select(s => ByteString.CopyFrom(s)) },
            }));
        }
        return proofs;
    }
}
