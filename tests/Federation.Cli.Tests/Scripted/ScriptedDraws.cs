using System.Collections.Concurrent;
using Federation.Programs.V1;
using Federation.Rewards.V1;
using Federation.Rules;
using Google.Protobuf;
using Grpc.Core;

namespace Federation.Cli.Tests;

/// <summary>Draws that keep what they are asked and answer with one draw, which is drawn: three tickets of two holders,
/// and two prizes.</summary>
internal sealed class ScriptedDraws : DrawService.DrawServiceBase
{
    public const string Spring = "partners/aster/draws/spring";

    private static readonly byte[] Secret = [.. Enumerable.Repeat((byte)7, 32)];
    private static readonly byte[][] Pseudonyms = [Holder(1), Holder(2), Holder(2)];
    private readonly ScriptedAnswers answers = new();

    public ConcurrentQueue<IMessage> Requests => answers.Requests;

    public override Task<CreateDrawResponse> CreateDraw(CreateDrawRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new CreateDrawResponse { Draw = One() });

    public override Task<GetDrawResponse> GetDraw(GetDrawRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new GetDrawResponse { Draw = One() });

    public override Task<ListDrawsResponse> ListDraws(ListDrawsRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new ListDrawsResponse { Draws = { One() } });

    public override Task<EnterDrawResponse> EnterDraw(EnterDrawRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new EnterDrawResponse
        {
            Entry = new DrawEntry { Draw = Spring, Member = r.Member, Tickets = r.Tickets },
        });

    public override Task<ClaimPrizeResponse> ClaimPrize(ClaimPrizeRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new ClaimPrizeResponse
        {
            Winner = new DrawWinner
            {
                Place = r.Place,
                Prize = new LocalizedText { En = "A bell" },
                Ticket = new DrawTicket(),
                ClaimState = ClaimState.Claimed,
                Delivery = PrizeDelivery.Done,
            },
        });

    public override Task<CloseDrawResponse> CloseDraw(CloseDrawRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new CloseDrawResponse { Draw = One() });

    public override Task<CancelDrawResponse> CancelDraw(CancelDrawRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new CancelDrawResponse { Draw = One() });

    public override Task<ProposeRevealResponse> ProposeReveal(ProposeRevealRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new ProposeRevealResponse { Draw = One() });

    public override Task<RevealDrawResponse> RevealDraw(RevealDrawRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new RevealDrawResponse { Draw = One() });

    /// <summary>One ticket a page.</summary>
    public override Task<ListTicketsResponse> ListTickets(ListTicketsRequest r, ServerCallContext c)
    {
        var number = r.PageToken.Length;
        return answers.Answer(r, () => new ListTicketsResponse
        {
            Tickets = { new DrawTicket { Number = number, Pseudonym = ByteString.CopyFrom(Pseudonyms[number]) } },
            NextPageToken = number + 1 < Pseudonyms.Length ? new string('x', number + 1) : "",
        });
    }

    public override Task<ListWinnersResponse> ListWinners(ListWinnersRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new ListWinnersResponse
        {
            Proof = DrawProof.WithPublicValue,
            Winners = { Winning().Select((number, i) => Winner(number, i + 1)) },
        });

    private static DrawWinner Winner(int number, int place) => new()
    {
        Place = place,
        Prize = new LocalizedText { En = "A bell" },
        Ticket = new DrawTicket { Number = number, Pseudonym = ByteString.CopyFrom(Pseudonyms[number]) },
    };

    private static IEnumerable<int> Winning() => DrawWinners.Of(
        DrawSeeds.SeedOf(Spring, Secret, new TicketTree(Pseudonyms).Root, Pseudonyms.Length, "42"), Pseudonyms, 1);

    private static Draw One() => new()
    {
        Name = Spring,
        State = DrawState.Drawn,
        Terms = new DrawTerms
        {
            Title = new LocalizedText { En = "Spring draw" },
            Prizes = { new DrawPrize { Title = new LocalizedText { En = "A bell" }, Count = 2 } },
            WinsPerHolder = 1,
            PublicValueName = "a number",
        },
        Proof = DrawProof.WithPublicValue,
        Commitment = ByteString.CopyFrom(DrawSeeds.CommitmentOf(Spring, Secret)),
        Tickets = Pseudonyms.Length,
        Root = ByteString.CopyFrom(new TicketTree(Pseudonyms).Root),
        Secret = ByteString.CopyFrom(Secret),
        PublicValue = "42",
    };

    private static byte[] Holder(byte which) => [.. Enumerable.Repeat(which, 16)];
}
