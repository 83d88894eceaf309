using Federation.Errors.V1;
using Federation.Rewards.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Federation.Web.Tests;

/// <summary>Aster's draws: one that is open, one to close, one that waits too long, one that is drawn, and one
/// that was cancelled.</summary>
internal sealed partial class FakeAlliance
{
    /// <summary>How many tickets of the open draw the member has.</summary>
    public int TicketsTaken { get; set; } = 2;

    /// <summary>Who has proposed the public value of the draw that waits; empty: nobody.</summary>
    public string DrawProposer { get; set; } = "";

    private static ByteString BytesOf(byte value, int count) =>
        ByteString.CopyFrom(Enumerable.Repeat(value, count).ToArray());

    private static Timestamp Day(int year, int month, int day) =>
        Timestamp.FromDateTimeOffset(new(year, month, day, 9, 0, 0, TimeSpan.Zero));

    private static Draw DrawOf(string id, string en, string zh, DrawState state, Timestamp closes) => new()
    {
        Name = "partners/aster/draws/" + id,
        State = state,
        Terms = new()
        {
            Title = new() { En = en, ZhCn = zh },
            Prizes =
            {
                new DrawPrize { Title = new() { En = "A <b>bicycle</b>", ZhCn = "自行车" }, Count = 1 },
                new DrawPrize { Title = new() { En = "A bell", ZhCn = "车铃" }, Count = 20 },
            },
            WinsPerHolder = 1,
            Coin = "coins/aster",
            PriceUnits = 30,
            TicketsPerMember = 5,
            CloseTime = closes,
            PublicValueName = "The <i>lottery</i> of 31 December 2011",
        },
        Proof = DrawProof.WithPublicValue,
        Commitment = BytesOf(0xc0, 32),
        Tickets = 1200,
        CreateTime = Day(2011, 11, 1),
    };

    /// <summary>Whether the member has claimed the prize of the draw whose prizes are claimed.</summary>
    public bool PrizesClaimed { get; set; }

    private static Draw ClaimDraw()
    {
        var draw = DrawOf("claim", "A draw to claim", "待领奖的抽奖", DrawState.Drawn, Day(2011, 12, 1));
        (draw.Terms.ClaimDays, draw.Terms.ClaimRounds, draw.OwnTickets) = (30, 2, 2);
        draw.Rounds.Add(new ClaimRound { StartTime = Day(2011, 12, 21), EndTime = Day(2012, 1, 20) });
        return draw;
    }

    private IReadOnlyList<Draw> DrawsOf()
    {
        var open = DrawOf("spring", "A <u>spring</u> draw", "春季抽奖", DrawState.Open, Day(2011, 12, 30));
        open.OwnTickets = TicketsTaken;
        var drawn = DrawOf("autumn", "An autumn draw", "秋季抽奖", DrawState.Drawn, Day(2011, 11, 30));
        (drawn.Proof, drawn.Terms.PublicValueName) = (DrawProof.WithoutPublicValue, "");
        (drawn.Root, drawn.Secret, drawn.OwnTickets) = (BytesOf(0xaa, 32), BytesOf(0x5e, 32), 2);
        var late = DrawOf("late", "A late draw", "迟到的抽奖", DrawState.Closed, Day(2011, 11, 20));
        (late.RevealOverdue, late.Root, late.Proposer) = (true, BytesOf(0xbb, 32), DrawProposer);
        var cancelled = DrawOf("trip", "A trip", "旅行", DrawState.Cancelled, Day(2011, 12, 20));
        cancelled.CancelReason = "The <s>hotel</s> closed.";
        var due = DrawOf("due", "A draw to close", "待截止的抽奖", DrawState.Open, Day(2011, 12, 1));
        return [open, drawn, late, cancelled, due];
    }

    private sealed class DrawList(FakeAlliance alliance) : DrawService.DrawServiceBase
    {
        public override Task<ListDrawsResponse> ListDraws(ListDrawsRequest request, ServerCallContext context)
        {
            if (request.Parent == "partners/dune")
                throw Refuse(ErrorReason.BrandNotProven, StatusCode.PermissionDenied);
            var answer = new ListDrawsResponse();
            if (request.Parent == "partners/aster" && alliance.HasRewards)
                answer.Draws.Add(alliance.DrawsOf());
            return Task.FromResult(answer);
        }

        public override Task<GetDrawResponse> GetDraw(GetDrawRequest request, ServerCallContext context) =>
            alliance.DrawsOf().Append(ClaimDraw()).FirstOrDefault(d => d.Name == request.Name) is { } draw
                ? Task.FromResult(new GetDrawResponse { Draw = draw })
                : throw Refuse(ErrorReason.DrawNotFound, StatusCode.NotFound);

        public override Task<GetDrawProofResponse> GetDrawProof(
            GetDrawProofRequest request, ServerCallContext context) =>
            Task.FromResult(new GetDrawProofResponse
            {
                Pseudonym = BytesOf(0x11, 16),
                Proofs = { new TicketProof { Number = 7 }, new TicketProof { Number = 1199 } },
            });

        public override Task<ListWinnersResponse> ListWinners(ListWinnersRequest request, ServerCallContext context) =>
            Task.FromResult(new ListWinnersResponse
            {
                Winners =
                {
                    new DrawWinner
                    {
                        Place = 1,
                        Prize = new() { En = "A <b>bicycle</b>", ZhCn = "自行车" },
                        Ticket = new() { Number = 300, Pseudonym = BytesOf(0x22, 16) },
                    },
                    new DrawWinner
                    {
                        Place = 2,
                        Prize = new() { En = "A bell", ZhCn = "车铃" },
                        Ticket = new() { Number = 1199, Pseudonym = BytesOf(0x11, 16) },
                        Member = "members/me",
                        ClaimState = request.Name.EndsWith("/claim", StringComparison.Ordinal)
                            ? (alliance.PrizesClaimed ? ClaimState.Claimed : ClaimState.Offered)
                            : ClaimState.Unspecified,
                        ClaimEndTime = Day(2012, 1, 20),
                        Delivery = alliance.PrizesClaimed ? PrizeDelivery.Done : PrizeDelivery.Unspecified,
                    },
                },
            });

        public override Task<CreateDrawResponse> CreateDraw(CreateDrawRequest request, ServerCallContext context) =>
            Task.FromResult(new CreateDrawResponse());

        public override Task<CloseDrawResponse> CloseDraw(CloseDrawRequest request, ServerCallContext context) =>
            Task.FromResult(new CloseDrawResponse());

        public override Task<CancelDrawResponse> CancelDraw(CancelDrawRequest request, ServerCallContext context) =>
            Task.FromResult(new CancelDrawResponse());

        public override Task<ProposeRevealResponse> ProposeReveal(
            ProposeRevealRequest request, ServerCallContext context) => Task.FromResult(new ProposeRevealResponse());

        public override Task<RevealDrawResponse> RevealDraw(RevealDrawRequest request, ServerCallContext context) =>
            Task.FromResult(new RevealDrawResponse());

        public override Task<ClaimPrizeResponse> ClaimPrize(ClaimPrizeRequest request, ServerCallContext context)
        {
            alliance.PrizesClaimed = true;
            return Task.FromResult(new ClaimPrizeResponse { Winner = new() { Place = request.Place } });
        }

        public override Task<EnterDrawResponse> EnterDraw(EnterDrawRequest request, ServerCallContext context) =>
            Task.FromResult(new EnterDrawResponse
            {
                Entry = new() { Draw = request.Name, Member = "members/me", Tickets = request.Tickets },
            });
    }
}
