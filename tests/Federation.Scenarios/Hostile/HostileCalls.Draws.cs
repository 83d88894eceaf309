using Federation.Rewards.V1;
using Grpc.Core;
using static Grpc.Core.StatusCode;

namespace Federation.Scenarios;

/// <summary>Calls about draws.</summary>
internal static partial class HostileCalls
{
    private const string NoDraw = "partners/aster/draws/none";

    private static IEnumerable<HostileCall> DrawForms() =>
    [
        Bad("create a draw without terms", a => a.Aster.Draws.CreateDrawAsync(
            new() { RequestId = Id(), Parent = "partners/aster", DrawId = "bad" }), "terms"),
        Bad("create a draw without a title", a => CreateDrawAsync(a, t => t.Title = new()), "terms.title"),
        Bad("create a draw without prizes", a => CreateDrawAsync(a, t => t.Prizes.Clear()), "terms.prizes",
            "terms.wins_per_holder"),
        Bad("create a draw with no piece of a prize", a => CreateDrawAsync(a, t => t.Prizes[1].Count = 0),
            "terms.prizes[1].count"),
        Bad("create a draw with 10,001 prizes", a => CreateDrawAsync(
            a, t => (t.Prizes[0].Count, t.Prizes[1].Count) = (10_000, 1)), "terms.prizes"),
        Bad("create a draw with prizes beyond any number", a => CreateDrawAsync(
            a, t => (t.Prizes[0].Count, t.Prizes[1].Count) = (int.MaxValue, int.MaxValue)), "terms.prizes",
            "terms.prizes[0].count", "terms.prizes[1].count"),
        Bad("create a draw that nobody wins", a => CreateDrawAsync(a, t => t.WinsPerHolder = 0),
            "terms.wins_per_holder"),
        Bad("create a draw with more wins than prizes", a => CreateDrawAsync(a, t => t.WinsPerHolder = 4),
            "terms.wins_per_holder"),
        Bad("create a draw at -1", a => CreateDrawAsync(a, t => t.PriceUnits = -1), "terms.price_units"),
        Bad("create a draw above 10^12", a => CreateDrawAsync(a, t => t.PriceUnits = 1_000_000_000_001),
            "terms.price_units"),
        Bad("create a draw for nothing of a coin", a => CreateDrawAsync(a, t => t.PriceUnits = 0), "terms.coin"),
        Bad("create a draw that nobody enters", a => CreateDrawAsync(a, t => t.TicketsPerMember = 0),
            "terms.tickets_per_member"),
        Bad("create a draw that does not close", a => CreateDrawAsync(a, t => t.CloseTime = null), "terms.close_time"),
        Bad("create a draw that has closed", a => CreateDrawAsync(
            a, t => t.CloseTime = new() { Seconds = 1_000_000_000 }), "terms.close_time"),
        Bad("create a draw that closes as it opens", a => CreateDrawAsync(a, t => t.OpenTime = t.CloseTime),
            "terms.close_time"),
        Bad("create a draw whose public value's name is a book", a => CreateDrawAsync(
            a, t => t.PublicValueName = new string('x', 301)), "terms.public_value_name"),
        Row("create a draw for another brand's coin", PermissionDenied, "NOT_YOURS",
            a => CreateDrawAsync(a, t => t.Coin = "coins/birch")),
        Row("create a draw for no coin", NotFound, "COIN_NOT_FOUND",
            a => CreateDrawAsync(a, t => t.Coin = "coins/none")),
        Row("create a draw for another brand", PermissionDenied, "NOT_YOURS",
            a => a.Birch.Draws.CreateDrawAsync(DrawsMade.Creating("aster", "bad", DrawTerms()))),
        Row("create a draw that exists", AlreadyExists, "ALREADY_EXISTS",
            a => a.Aster.Draws.CreateDrawAsync(DrawsMade.Creating("aster", "open", DrawTerms()))),
        Row("create a draw as a till", PermissionDenied, "ROLE_MISSING",
            a => a.AsterService.Draws.CreateDrawAsync(DrawsMade.Creating("aster", "bad", DrawTerms()))),
        Row("create a draw as a suspended brand", FailedPrecondition, "PARTNER_SUSPENDED",
            a => a.Cedar.Draws.CreateDrawAsync(DrawsMade.Creating(
                "cedar", "bad", DrawsMade.Terms("cedar", 1, DateTimeOffset.FromUnixTimeSeconds(30_000_000_000))))),
    ];

    private static IEnumerable<HostileCall> DrawEntries() =>
    [
        Row("enter no draw", NotFound, "DRAW_NOT_FOUND", a => EnterDrawAsync(a, NoDraw)),
        Row("enter another brand's draw", NotFound, "DRAW_NOT_FOUND",
            a => a.Birch.Draws.EnterDrawAsync(DrawsMade.Entering(a.Draws.Open, a.Ann.AtBirch))),
        Row("enter a draw before it opens", FailedPrecondition, "DRAW_NOT_OPEN",
            a => EnterDrawAsync(a, a.Draws.Later)),
        Row("enter a cancelled draw", FailedPrecondition, "DRAW_NOT_OPEN",
            a => EnterDrawAsync(a, a.Draws.Cancelled)),
        Row("enter a draw once too often", FailedPrecondition, "DRAW_TICKETS_REACHED",
            a => EnterDrawAsync(a, a.Draws.Open)),
        Row("enter a draw with too few coins", FailedPrecondition, "INSUFFICIENT_COINS",
            a => a.Aster.Draws.EnterDrawAsync(DrawsMade.Entering(a.Draws.Open, a.Bob.Name))),
        Row("enter a draw without a wallet", NotFound, "WALLET_NOT_FOUND",
            a => a.Aster.Draws.EnterDrawAsync(DrawsMade.Entering(a.Draws.Open, a.Fay.Name))),
        Row("enter a draw for nobody", NotFound, "MEMBER_NOT_FOUND",
            a => a.Aster.Draws.EnterDrawAsync(DrawsMade.Entering(a.Draws.Open, Nobody))),
        Row("enter a draw for another brand's name", NotFound, "MEMBER_NOT_FOUND",
            a => a.Aster.Draws.EnterDrawAsync(DrawsMade.Entering(a.Draws.Open, a.Ann.AtBirch))),
        Row("enter a draw for a member who is closed", FailedPrecondition, "MEMBER_CLOSED",
            a => a.Aster.Draws.EnterDrawAsync(DrawsMade.Entering(a.Draws.Open, a.Closed.Name))),
        Row("enter a draw for a member who has left", FailedPrecondition, "NOT_LINKED",
            a => a.Aster.Draws.EnterDrawAsync(DrawsMade.Entering(a.Draws.Open, a.Unlinked.Name))),
        Row("enter a draw for members/me as a brand", NotFound, "MEMBER_NOT_FOUND",
            a => a.Aster.Draws.EnterDrawAsync(DrawsMade.Entering(a.Draws.Open, Self))),
        Row("enter a draw as the alliance", PermissionDenied, "ROLE_MISSING",
            a => a.Admin.Draws.EnterDrawAsync(DrawsMade.Entering(a.Draws.Open, a.Rewards.Roy))),
        Row("enter a draw without the scope", PermissionDenied, "SCOPE_MISSING",
            a => a.AsterReader.Draws.EnterDrawAsync(DrawsMade.Entering(a.Draws.Open, a.Rewards.Roy))),
        Bad("enter a draw with no ticket", a => a.Aster.Draws.EnterDrawAsync(
            DrawsMade.Entering(a.Draws.Open, a.Rewards.Roy, 0)), "tickets"),
        Bad("enter a draw with -1 tickets", a => a.Aster.Draws.EnterDrawAsync(
            DrawsMade.Entering(a.Draws.Open, a.Rewards.Roy, -1)), "tickets"),
        Bad("enter a draw with 101 tickets", a => a.Aster.Draws.EnterDrawAsync(
            DrawsMade.Entering(a.Draws.Open, a.Rewards.Roy, 101)), "tickets"),
        Bad("enter a draw by its id", a => EnterDrawAsync(a, "open"), "name"),
    ];

    private static IEnumerable<HostileCall> DrawSteps() =>
    [
        Row("close a draw before its closing time", FailedPrecondition, "DRAW_TOO_EARLY",
            a => a.Aster.Draws.CloseDrawAsync(DrawsMade.Closing(a.Draws.Open))),
        Row("close a cancelled draw", FailedPrecondition, "DRAW_TOO_LATE",
            a => a.Aster.Draws.CloseDrawAsync(DrawsMade.Closing(a.Draws.Cancelled))),
        Row("close another brand's draw", NotFound, "DRAW_NOT_FOUND",
            a => a.Birch.Draws.CloseDrawAsync(DrawsMade.Closing(a.Draws.Open))),
        Row("close a draw as a till", PermissionDenied, "ROLE_MISSING",
            a => a.AsterService.Draws.CloseDrawAsync(DrawsMade.Closing(a.Draws.Open))),
        Row("cancel a cancelled draw", FailedPrecondition, "DRAW_TOO_LATE",
            a => a.Aster.Draws.CancelDrawAsync(DrawsMade.Cancelling(a.Draws.Cancelled))),
        Row("cancel another brand's draw", NotFound, "DRAW_NOT_FOUND",
            a => a.Birch.Draws.CancelDrawAsync(DrawsMade.Cancelling(a.Draws.Open))),
        Bad("cancel a draw without a reason", a => a.Aster.Draws.CancelDrawAsync(
            new() { RequestId = Id(), Name = a.Draws.Open }), "reason"),
        Row("propose the value of an open draw", FailedPrecondition, "DRAW_TOO_EARLY",
            a => a.Aster.Draws.ProposeRevealAsync(DrawsMade.Proposing(a.Draws.Open, "7"))),
        Row("propose the value of another brand's draw", NotFound, "DRAW_NOT_FOUND",
            a => a.Birch.Draws.ProposeRevealAsync(DrawsMade.Proposing(a.Draws.Open, "7"))),
        Row("reveal an open draw", FailedPrecondition, "DRAW_TOO_EARLY",
            a => a.Aster.Draws.RevealDrawAsync(DrawsMade.Revealing(a.Draws.Open, "7"))),
        Row("reveal a cancelled draw", FailedPrecondition, "DRAW_TOO_LATE",
            a => a.Aster.Draws.RevealDrawAsync(DrawsMade.Revealing(a.Draws.Cancelled, ""))),
        Row("reveal another brand's draw", NotFound, "DRAW_NOT_FOUND",
            a => a.Birch.Draws.RevealDrawAsync(DrawsMade.Revealing(a.Draws.Open, "7"))),
        Row("read another brand's draw", NotFound, "DRAW_NOT_FOUND",
            a => a.Birch.Draws.GetDrawAsync(new() { Name = a.Draws.Open })),
        Row("list another brand's draws", PermissionDenied, "NOT_YOURS",
            a => a.Birch.Draws.ListDrawsAsync(new() { Parent = "partners/aster" })),
        Row("list draws from a damaged page", InvalidArgument, "PAGE_TOKEN_INVALID",
            a => a.Aster.Draws.ListDrawsAsync(new() { Parent = "partners/aster", PageToken = "00" })),
        Row("list the tickets of an open draw", FailedPrecondition, "DRAW_TOO_EARLY",
            a => a.Aster.Draws.ListTicketsAsync(new() { Name = a.Draws.Open })),
        Row("list the tickets of another brand's draw", NotFound, "DRAW_NOT_FOUND",
            a => a.Birch.Draws.ListTicketsAsync(new() { Name = a.Draws.Open })),
        Row("list the winners of a cancelled draw", FailedPrecondition, "DRAW_TOO_LATE",
            a => a.Aster.Draws.ListWinnersAsync(new() { Name = a.Draws.Cancelled })),
        Row("list the winners of another brand's draw", NotFound, "DRAW_NOT_FOUND",
            a => a.Birch.Draws.ListWinnersAsync(new() { Name = a.Draws.Open })),
        Row("have a proof of an open draw", FailedPrecondition, "DRAW_TOO_EARLY",
            a => a.Aster.Draws.GetDrawProofAsync(new() { Name = a.Draws.Open, Member = a.Rewards.Roy })),
        Row("have a proof of another brand's draw", NotFound, "DRAW_NOT_FOUND",
            a => a.Birch.Draws.GetDrawProofAsync(new() { Name = a.Draws.Open, Member = a.Ann.AtBirch })),
        Row("have a proof of nobody", NotFound, "MEMBER_NOT_FOUND",
            a => a.Aster.Draws.GetDrawProofAsync(new() { Name = a.Draws.Open, Member = Nobody })),
        Bad("have 101 proofs at once", a => a.Aster.Draws.GetDrawProofAsync(
            new() { Name = a.Draws.Open, Member = a.Rewards.Roy, PageSize = 101 }), "page_size"),
        Row("have a proof as the alliance", PermissionDenied, "ROLE_MISSING",
            a => a.Admin.Draws.GetDrawProofAsync(new() { Name = a.Draws.Open, Member = a.Rewards.Roy })),
    ];

    private static IEnumerable<HostileCall> OwnDraws() =>
    [
        Row("claim a prize of no draw", NotFound, "DRAW_NOT_FOUND",
            a => a.Aster.Draws.ClaimPrizeAsync(DrawsMade.Claiming(NoDraw, a.Rewards.Roy, 1))),
        Row("claim another brand's prize", NotFound, "DRAW_NOT_FOUND",
            a => a.Birch.Draws.ClaimPrizeAsync(DrawsMade.Claiming(a.Draws.Open, a.Ann.AtBirch, 1))),
        Row("claim a prize before it is drawn", FailedPrecondition, "DRAW_TOO_EARLY",
            a => a.Aster.Draws.ClaimPrizeAsync(DrawsMade.Claiming(a.Draws.Open, a.Rewards.Roy, 1))),
        Row("claim a prize of a cancelled draw", FailedPrecondition, "DRAW_TOO_LATE",
            a => a.Aster.Draws.ClaimPrizeAsync(DrawsMade.Claiming(a.Draws.Cancelled, a.Rewards.Roy, 1))),
        Row("claim a prize for nobody", NotFound, "MEMBER_NOT_FOUND",
            a => a.Aster.Draws.ClaimPrizeAsync(DrawsMade.Claiming(a.Draws.Open, Nobody, 1))),
        Row("claim a prize as a member for another", NotFound, "MEMBER_NOT_FOUND",
            a => a.AnnAtAster.Draws.ClaimPrizeAsync(DrawsMade.Claiming(a.Draws.Open, a.Rewards.Roy, 1))),
        Row("claim a prize of a brand that is not proven", PermissionDenied, "BRAND_NOT_PROVEN",
            a => a.AnnAtAster.Draws.ClaimPrizeAsync(DrawsMade.Claiming(AtBirch + "/draws/open", Self, 1))),
        Row("claim a prize as the alliance", PermissionDenied, "ROLE_MISSING",
            a => a.Admin.Draws.ClaimPrizeAsync(DrawsMade.Claiming(a.Draws.Open, a.Rewards.Roy, 1))),
        Bad("claim prize 0", a => a.Aster.Draws.ClaimPrizeAsync(
            DrawsMade.Claiming(a.Draws.Open, a.Rewards.Roy, 0)), "place"),
        Bad("create a draw with claims and no rounds", a => CreateDrawAsync(a, t => t.ClaimDays = 7),
            "terms.claim_rounds"),
        Bad("create a draw whose claims take years", a => CreateDrawAsync(
            a, t => (t.ClaimDays, t.ClaimRounds) = (366, 1)), "terms.claim_days"),
        Bad("create a draw that gives coins without a claim", a => CreateDrawAsync(
            a, t => t.Prizes[0].Coins = new() { Coin = "coins/aster", Units = 1 }), "terms.prizes[0]"),
        Row("create a draw of another brand's coins", PermissionDenied, "NOT_YOURS", a => CreateDrawAsync(a, t =>
        {
            (t.ClaimDays, t.ClaimRounds) = (7, 1);
            t.Prizes[0].Coins = new() { Coin = "coins/birch", Units = 1 };
        })),
        Row("create a draw of another brand's coupons", PermissionDenied, "NOT_YOURS", a => CreateDrawAsync(a, t =>
        {
            (t.ClaimDays, t.ClaimRounds) = (7, 1);
            t.Prizes[0].Coupon = new() { Program = AtBirch + "/programs/main", Definition = "gift" };
        })),
        Row("enter a draw as a member for another", NotFound, "MEMBER_NOT_FOUND",
            a => a.AnnAtAster.Draws.EnterDrawAsync(DrawsMade.Entering(a.Draws.Open, a.Rewards.Roy))),
        Row("enter a draw of a brand that is not proven", PermissionDenied, "BRAND_NOT_PROVEN",
            a => a.AnnAtAster.Draws.EnterDrawAsync(DrawsMade.Entering(AtBirch + "/draws/open", Self))),
        Row("have a proof of another member's tickets as a member", NotFound, "MEMBER_NOT_FOUND",
            a => a.AnnAtAster.Draws.GetDrawProofAsync(new() { Name = a.Draws.Open, Member = a.Rewards.Roy })),
        Row("read a draw of a brand that is not proven", PermissionDenied, "BRAND_NOT_PROVEN",
            a => a.AnnAtAster.Draws.GetDrawAsync(new() { Name = AtBirch + "/draws/open" })),
        Row("list draws of a brand that is not proven", PermissionDenied, "BRAND_NOT_PROVEN",
            a => a.AnnAtAster.Draws.ListDrawsAsync(new() { Parent = AtBirch })),
        Row("list tickets of a brand that is not proven", PermissionDenied, "BRAND_NOT_PROVEN",
            a => a.AnnAtAster.Draws.ListTicketsAsync(new() { Name = AtBirch + "/draws/open" })),
        Row("close a draw as a member", PermissionDenied, "ROLE_MISSING",
            a => a.AnnAtAster.Draws.CloseDrawAsync(DrawsMade.Closing(a.Draws.Open))),
        Row("cancel a draw as a member", PermissionDenied, "ROLE_MISSING",
            a => a.AnnAtAster.Draws.CancelDrawAsync(DrawsMade.Cancelling(a.Draws.Open))),
        Row("reveal a draw as a member", PermissionDenied, "ROLE_MISSING",
            a => a.AnnAtAster.Draws.RevealDrawAsync(DrawsMade.Revealing(a.Draws.Open, "7"))),
    ];

    private static DrawTerms DrawTerms() =>
        DrawsMade.Terms("aster", 1, DateTimeOffset.FromUnixTimeSeconds(30_000_000_000));

    private static AsyncUnaryCall<CreateDrawResponse> CreateDrawAsync(HostileAlliance a, Action<DrawTerms> change)
    {
        var terms = DrawTerms();
        change(terms);
        return a.Aster.Draws.CreateDrawAsync(DrawsMade.Creating("aster", "bad", terms));
    }

    private static AsyncUnaryCall<EnterDrawResponse> EnterDrawAsync(HostileAlliance a, string draw) =>
        a.Aster.Draws.EnterDrawAsync(DrawsMade.Entering(draw, a.Rewards.Roy));
}
