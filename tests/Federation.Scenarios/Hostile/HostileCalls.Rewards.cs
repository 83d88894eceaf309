using Federation.Programs.V1;
using Federation.Rewards.V1;
using Grpc.Core;
using static Grpc.Core.StatusCode;

namespace Federation.Scenarios;

/// <summary>Calls about rewards and what was redeemed of them.</summary>
internal static partial class HostileCalls
{
    private const string NoReward = "partners/aster/rewards/none";
    private const string NoRedemption = "partners/aster/redemptions/0194f3a0-0000-7000-8000-000000000000";

    private static IEnumerable<HostileCall> RewardCouponForms() =>
    [
        Bad("create a coupon without its definition", a => CreateAsync(
            a, t => (t.Kind, t.Fulfilment) = (RewardKind.Coupon, RewardFulfilment.AtOnce)), "terms.coupon"),
        Bad("create a coupon that the brand fulfils", a => CreateAsync(a, t =>
        {
            (t.Kind, t.Coupon) = (RewardKind.Coupon, new() { Program = Program, Definition = "ten" });
        }), "terms.fulfilment"),
        Bad("create a coupon of another brand's programme", a => CreateAsync(a, t =>
        {
            (t.Kind, t.Fulfilment) = (RewardKind.Coupon, RewardFulfilment.AtOnce);
            t.Coupon = new() { Program = "partners/birch/programs/main", Definition = "ten" };
        }), "terms.coupon.program"),
        Bad("create a coupon of no definition", a => CreateAsync(a, t =>
        {
            (t.Kind, t.Fulfilment) = (RewardKind.Coupon, RewardFulfilment.AtOnce);
            t.Coupon = new() { Program = Program, Definition = "Ten!" };
        }), "terms.coupon.definition"),
        Bad("create goods with a coupon", a => CreateAsync(
            a, t => t.Coupon = new() { Program = Program, Definition = "ten" }), "terms.coupon"),
    ];

    private static IEnumerable<HostileCall> RewardForms() =>
    [
        Bad("create a reward without terms", a => a.Aster.Rewards.CreateRewardAsync(
            new() { RequestId = Id(), Parent = "partners/aster", RewardId = "bad" }), "terms"),
        Bad("create a reward without a title", a => CreateAsync(a, t => t.Title = new()), "terms.title"),
        Bad("create a reward of no kind", a => CreateAsync(a, t => t.Kind = default), "terms.kind"),
        Bad("create a reward of a kind that there is not", a => CreateAsync(a, t => t.Kind = (RewardKind)99),
            "terms.kind"),
        Bad("create a reward at -1", a => CreateAsync(a, t => t.PriceUnits = -1), "terms.price_units"),
        Bad("create a reward for nothing", a => CreateAsync(a, t => t.PriceUnits = 0), "terms.price_units"),
        Bad("create a reward above 10^15", a => CreateAsync(a, t => t.PriceUnits = AboveMaximum),
            "terms.price_units"),
        Bad("create a reward that closes before it opens", a => CreateAsync(a, t =>
        {
            (t.FromTime, t.ToTime) = (new() { Seconds = 2_000_000_000 }, new() { Seconds = 1_900_000_000 });
        }), "terms.to_time"),
        Bad("create a reward in no time zone", a => CreateAsync(a, t => t.TimeZone = "Mars/Base"),
            "terms.time_zone"),
        Bad("create a reward with a limit per order", a => CreateAsync(
            a, t => t.Limits.Add(new RewardLimit { Period = Period.Order, AtMost = 1 })), "terms.limits[0].period"),
        Bad("create a reward that nobody may have once", a => CreateAsync(
            a, t => t.Limits.Add(new RewardLimit { Period = Period.Day })), "terms.limits[0].at_most"),
        Bad("create a reward with a day's limit twice", a => CreateAsync(a, t => t.Limits.Add(
            [new() { Period = Period.Day, AtMost = 1 }, new() { Period = Period.Day, AtMost = 2 }])),
            "terms.limits"),
        Bad("create a reward for levels of another brand's programme", a => CreateAsync(a, t =>
        {
            (t.Program, t.Scheme) = ("partners/birch/programs/main", "club");
            t.Levels.Add(new RewardLevel { Level = "gold" });
        }), "terms.program"),
        Bad("create a reward that opens earlier than at no time", a => CreateAsync(a, t =>
        {
            (t.Program, t.Scheme) = (Program, "club");
            t.Levels.Add(new RewardLevel { Level = "gold", FromTime = new() { Seconds = 2_000_000_000 } });
        }), "terms.levels[0].from_time"),
        Bad("create goods with a right", a => CreateAsync(
            a, t => t.Right = new() { Title = new() { En = "Repair" }, ValidDays = 1 }), "terms.right"),
        Bad("create a donation without a cause", a => CreateAsync(
            a, t => (t.Kind, t.Fulfilment) = (RewardKind.Donation, RewardFulfilment.AtOnce)), "terms.cause"),
        Bad("create a code that the brand fulfils", a => CreateAsync(
            a, t => (t.Kind, t.LimitedStock) = (RewardKind.Code, true)), "terms.fulfilment"),
        Row("create a reward for another brand's coin", PermissionDenied, "NOT_YOURS",
            a => CreateAsync(a, t => t.Coin = "coins/birch")),
        Row("create a reward for no coin", NotFound, "COIN_NOT_FOUND", a => CreateAsync(a, t => t.Coin = "coins/none")),
        Row("create a reward for another brand", PermissionDenied, "NOT_YOURS", a => a.Birch.Rewards.CreateRewardAsync(
            new() { RequestId = Id(), Parent = "partners/aster", RewardId = "bad", Terms = Goods() })),
        Row("create a reward that exists", AlreadyExists, "ALREADY_EXISTS", a => a.Aster.Rewards.CreateRewardAsync(
            new() { RequestId = Id(), Parent = "partners/aster", RewardId = "cup", Terms = Goods() })),
        Row("create a reward as a till", PermissionDenied, "ROLE_MISSING",
            a => a.AsterService.Rewards.CreateRewardAsync(
                new() { RequestId = Id(), Parent = "partners/aster", RewardId = "bad", Terms = Goods() })),
        Row("create a reward as a suspended brand", FailedPrecondition, "PARTNER_SUSPENDED",
            a => a.Cedar.Rewards.CreateRewardAsync(new()
            {
                RequestId = Id(),
                Parent = "partners/cedar",
                RewardId = "cup",
                Terms = RewardsMade.Terms("cedar", RewardKind.Goods, 1),
            })),
    ];

    private static IEnumerable<HostileCall> Catalogues() =>
    [
        Row("update a reward from an old revision", Aborted, "VERSION_MISMATCH", a => UpdateAsync(a, 1)),
        Row("update another brand's reward", NotFound, "REWARD_NOT_FOUND", a => a.Birch.Rewards.UpdateRewardAsync(new()
        {
            RequestId = Id(),
            Name = a.Rewards.Cup,
            Revision = 2,
            Terms = RewardsMade.Terms("birch", RewardKind.Goods, 1),
        })),
        Bad("make goods an experience", a => UpdateAsync(a, 2, t => t.Kind = RewardKind.Experience), "terms.kind"),
        Bad("stop counting a stock", a => UpdateAsync(a, 2, t => t.LimitedStock = false), "terms.limited_stock"),
        Row("activate an ended reward", FailedPrecondition, "REWARD_ENDED",
            a => RewardsMade.SetAsync(a.Aster, a.Rewards.Ended, RewardState.Active)),
        Bad("pause a draft", a => RewardsMade.SetAsync(a.Aster, a.Rewards.Draft, RewardState.Paused), "state"),
        Bad("make a reward a draft", a => RewardsMade.SetAsync(a.Aster, a.Rewards.Cup, RewardState.Draft), "state"),
        Row("end another brand's reward", NotFound, "REWARD_NOT_FOUND",
            a => RewardsMade.SetAsync(a.Birch, a.Rewards.Cup, RewardState.Ended)),
        Row("read another brand's reward", NotFound, "REWARD_NOT_FOUND",
            a => a.Birch.Rewards.GetRewardAsync(new() { Name = a.Rewards.Cup })),
        Row("list another brand's rewards", PermissionDenied, "NOT_YOURS",
            a => a.Birch.Rewards.ListRewardsAsync(new() { Parent = "partners/aster" })),
        Row("list rewards from a damaged page", InvalidArgument, "PAGE_TOKEN_INVALID",
            a => a.Aster.Rewards.ListRewardsAsync(new() { Parent = "partners/aster", PageToken = "00" })),
        Row("take more stock than there is", FailedPrecondition, "REWARD_OUT_OF_STOCK",
            a => AddStockAsync(a, a.Rewards.Cup, -3)),
        Bad("add no stock", a => AddStockAsync(a, a.Rewards.Cup, 0), "units"),
        Bad("add stock without end", a => AddStockAsync(a, a.Rewards.Cup, long.MinValue), "units"),
        Row("add stock to a pool of codes", FailedPrecondition, "REWARD_STOCK_NOT_COUNTED",
            a => AddStockAsync(a, a.Rewards.Game, 5)),
        Row("add stock where it is not counted", FailedPrecondition, "REWARD_STOCK_NOT_COUNTED",
            a => AddStockAsync(a, a.Rewards.Endless, 5)),
        Row("add stock to another brand's reward", NotFound, "REWARD_NOT_FOUND", a => a.Birch.Rewards.AddStockAsync(
            new() { RequestId = Id(), Name = a.Rewards.Cup, Units = 1, Reason = "mine" })),
        Row("add codes to goods", FailedPrecondition, "REWARD_STOCK_NOT_COUNTED",
            a => AddCodesAsync(a, a.Rewards.Cup, "A")),
        Row("add a code that the pool has", AlreadyExists, "REWARD_CODE_KNOWN",
            a => AddCodesAsync(a, a.Rewards.Game, "G0", "G1")),
        Row("add a code twice", AlreadyExists, "REWARD_CODE_KNOWN",
            a => AddCodesAsync(a, a.Rewards.Game, "G0", "G0")),
        Bad("add no codes", a => AddCodesAsync(a, a.Rewards.Game), "codes"),
        Bad("add 1,001 codes", a => AddCodesAsync(
            a, a.Rewards.Game, [.. Enumerable.Range(0, 1001).Select(i => $"C{i}")]), "codes"),
        Bad("add a code with a line break", a => AddCodesAsync(a, a.Rewards.Game, "A\nB"), "codes[0]"),
        Row("add codes to another brand's pool", NotFound, "REWARD_NOT_FOUND", a => a.Birch.Rewards.AddCodesAsync(
            new() { RequestId = Id(), Name = a.Rewards.Game, Codes = { "EVIL" } })),
        Row("ask for causes of no brand", NotFound, "PARTNER_NOT_FOUND",
            a => a.Aster.Rewards.GetCauseTotalsAsync(new() { Parent = "partners/none" })),
        Row("read another brand's cold rewards", PermissionDenied, "NOT_YOURS",
            a => a.Birch.Rewards.ListColdRewardsAsync(new() { Parent = "partners/aster" })),
        Bad("ask for cold rewards of no time", a => a.Aster.Rewards.ListColdRewardsAsync(new()
        {
            Parent = "partners/aster",
            FromTime = new() { Seconds = 1_500_000_000 },
            ToTime = new() { Seconds = 1_500_000_000 },
        }), "to_time"),
    ];

    private static IEnumerable<HostileCall> Redeemings() =>
    [
        Row("redeem no reward", NotFound, "REWARD_NOT_FOUND", a => RedeemAsync(a, NoReward)),
        Row("redeem another brand's reward", NotFound, "REWARD_NOT_FOUND",
            a => a.Birch.Rewards.RedeemRewardAsync(RewardsMade.Redeeming(a.Rewards.Cup, a.Ann.AtBirch))),
        Row("redeem a draft", FailedPrecondition, "REWARD_NOT_ACTIVE", a => RedeemAsync(a, a.Rewards.Draft)),
        Row("redeem a paused reward", FailedPrecondition, "REWARD_NOT_ACTIVE",
            a => RedeemAsync(a, a.Rewards.Paused)),
        Row("redeem an ended reward", FailedPrecondition, "REWARD_NOT_ACTIVE", a => RedeemAsync(a, a.Rewards.Ended)),
        Row("redeem a reward before it opens", FailedPrecondition, "REWARD_NOT_OPEN",
            a => RedeemAsync(a, a.Rewards.Later)),
        Row("redeem a reward of another level", FailedPrecondition, "REWARD_LEVEL_MISSING",
            a => RedeemAsync(a, a.Rewards.Gold)),
        Row("redeem a reward once too often", FailedPrecondition, "REWARD_LIMIT_REACHED",
            a => RedeemAsync(a, a.Rewards.Cup)),
        Row("redeem a reward that is gone", FailedPrecondition, "REWARD_OUT_OF_STOCK",
            a => RedeemAsync(a, a.Rewards.Rare)),
        Row("redeem a reward at another price", FailedPrecondition, "REWARD_PRICE_CHANGED",
            a => RedeemAsync(a, a.Rewards.Endless, r => r.PriceUnits = 99)),
        Row("redeem a reward with too few coins", FailedPrecondition, "INSUFFICIENT_COINS",
            a => a.Aster.Rewards.RedeemRewardAsync(RewardsMade.Redeeming(a.Rewards.Endless, a.Bob.Name))),
        Row("redeem a reward without a wallet", NotFound, "WALLET_NOT_FOUND",
            a => a.Aster.Rewards.RedeemRewardAsync(RewardsMade.Redeeming(a.Rewards.Endless, a.Fay.Name))),
        Row("redeem a reward from a frozen wallet", FailedPrecondition, "WALLET_FROZEN",
            a => a.Aster.Rewards.RedeemRewardAsync(RewardsMade.Redeeming(a.Rewards.Endless, a.Ice))),
        Row("redeem a reward for nobody", NotFound, "MEMBER_NOT_FOUND",
            a => a.Aster.Rewards.RedeemRewardAsync(RewardsMade.Redeeming(a.Rewards.Endless, Nobody))),
        Row("redeem a reward for another brand's name", NotFound, "MEMBER_NOT_FOUND",
            a => a.Aster.Rewards.RedeemRewardAsync(RewardsMade.Redeeming(a.Rewards.Endless, a.Ann.AtBirch))),
        Row("redeem a reward for a member who is closed", FailedPrecondition, "MEMBER_CLOSED",
            a => a.Aster.Rewards.RedeemRewardAsync(RewardsMade.Redeeming(a.Rewards.Endless, a.Closed.Name))),
        Row("redeem a reward for a member who has left", FailedPrecondition, "NOT_LINKED",
            a => a.Aster.Rewards.RedeemRewardAsync(RewardsMade.Redeeming(a.Rewards.Endless, a.Unlinked.Name))),
        Row("redeem a reward for members/me as a brand", NotFound, "MEMBER_NOT_FOUND",
            a => a.Aster.Rewards.RedeemRewardAsync(RewardsMade.Redeeming(a.Rewards.Endless, Self))),
        Row("redeem a reward at another brand's till", PermissionDenied, "NOT_YOURS",
            a => RedeemAsync(a, a.Rewards.Endless, r => r.Merchant = BirchTill)),
        Row("redeem a reward at no till", NotFound, "MERCHANT_NOT_FOUND",
            a => RedeemAsync(a, a.Rewards.Endless, r => r.Merchant = "partners/aster/merchants/none")),
        Row("redeem a reward as the alliance", PermissionDenied, "ROLE_MISSING",
            a => a.Admin.Rewards.RedeemRewardAsync(RewardsMade.Redeeming(a.Rewards.Endless, a.Rewards.Roy))),
        Row("redeem a reward without the scope", PermissionDenied, "SCOPE_MISSING",
            a => a.AsterReader.Rewards.RedeemRewardAsync(RewardsMade.Redeeming(a.Rewards.Endless, a.Rewards.Roy))),
        Bad("redeem a reward at -1", a => RedeemAsync(a, a.Rewards.Endless, r => r.PriceUnits = -1), "price_units"),
        Bad("redeem a reward by its id", a => RedeemAsync(a, "cup"), "reward"),
        Bad("redeem a reward without a request id",
            a => RedeemAsync(a, a.Rewards.Endless, r => r.RequestId = ""), "request_id"),
    ];

    private static IEnumerable<HostileCall> Redemptions() =>
    [
        Row("cancel no redemption", NotFound, "REDEMPTION_NOT_FOUND",
            a => a.Aster.Rewards.CancelRedemptionAsync(RewardsMade.Cancelling(NoRedemption))),
        Row("cancel another brand's redemption", NotFound, "REDEMPTION_NOT_FOUND",
            a => a.Birch.Rewards.CancelRedemptionAsync(RewardsMade.Cancelling(a.Rewards.Fulfilled))),
        Row("cancel another brand's redemption under one's own name", NotFound, "REDEMPTION_NOT_FOUND",
            a => a.Birch.Rewards.CancelRedemptionAsync(RewardsMade.Cancelling(
                a.Rewards.Fulfilled.Replace("aster", "birch", StringComparison.Ordinal)))),
        Row("cancel what is fulfilled", FailedPrecondition, "REDEMPTION_DONE",
            a => a.Aster.Rewards.CancelRedemptionAsync(RewardsMade.Cancelling(a.Rewards.Fulfilled))),
        Row("fulfil what is fulfilled", FailedPrecondition, "REDEMPTION_DONE",
            a => a.Aster.Rewards.FulfilRedemptionAsync(RewardsMade.Fulfilling(a.Rewards.Fulfilled))),
        Row("fulfil another brand's redemption", NotFound, "REDEMPTION_NOT_FOUND",
            a => a.Birch.Rewards.FulfilRedemptionAsync(RewardsMade.Fulfilling(a.Rewards.Fulfilled))),
        Bad("cancel without a reason", a => a.Aster.Rewards.CancelRedemptionAsync(
            new() { RequestId = Id(), Name = a.Rewards.Fulfilled }), "reason"),
        Bad("fulfil with a reference in Chinese", a => a.Aster.Rewards.FulfilRedemptionAsync(
            RewardsMade.Fulfilling(a.Rewards.Fulfilled, "\u5305\u88f9")), "reference"),
        Row("fulfil what is held", FailedPrecondition, "REDEMPTION_HELD",
            a => a.Aster.Rewards.FulfilRedemptionAsync(RewardsMade.Fulfilling(a.Rewards.Held))),
        Row("decide about a redemption by a credential that has the scope", PermissionDenied, "PERSON_REQUIRED",
            a => a.Aster.Rewards.DecideRedemptionAsync(LettingGo(a.Rewards.Held))),
        Row("decide about a redemption as a reader", PermissionDenied, "SCOPE_MISSING",
            a => a.AsterReader.Rewards.DecideRedemptionAsync(LettingGo(a.Rewards.Held))),
        Row("decide about a redemption as the alliance", PermissionDenied, "ROLE_MISSING",
            a => a.Admin.Rewards.DecideRedemptionAsync(LettingGo(a.Rewards.Held))),
        Row("decide about no redemption", NotFound, "REDEMPTION_NOT_FOUND",
            a => a.AsterDesk.Rewards.DecideRedemptionAsync(LettingGo(NoRedemption))),
        Row("decide about another brand's redemption", NotFound, "REDEMPTION_NOT_FOUND",
            a => a.BirchDesk.Rewards.DecideRedemptionAsync(LettingGo(a.Rewards.Held))),
        Row("decide about another brand's redemption under one's own name", NotFound, "REDEMPTION_NOT_FOUND",
            a => a.BirchDesk.Rewards.DecideRedemptionAsync(LettingGo(
                a.Rewards.Held.Replace("aster", "birch", StringComparison.Ordinal)))),
        Row("decide about what is not held", FailedPrecondition, "REDEMPTION_NOT_HELD",
            a => a.AsterDesk.Rewards.DecideRedemptionAsync(LettingGo(a.Rewards.Fulfilled))),
        Bad("decide nothing about a redemption", a => a.AsterDesk.Rewards.DecideRedemptionAsync(
            RewardsMade.Deciding(a.Rewards.Held, RedemptionDecision.Unspecified)), "decision"),
        Bad("decide about a redemption without a reason", a => a.AsterDesk.Rewards.DecideRedemptionAsync(
            new() { RequestId = Id(), Name = a.Rewards.Held, Decision = RedemptionDecision.Refuse }), "reason"),
        Row("read another brand's redemption", NotFound, "REDEMPTION_NOT_FOUND",
            a => a.Birch.Rewards.GetRedemptionAsync(new() { Name = a.Rewards.Fulfilled })),
        Row("list another brand's redemptions", PermissionDenied, "NOT_YOURS",
            a => a.Birch.Rewards.ListRedemptionsAsync(new() { Parent = "partners/aster" })),
        Row("list redemptions from a damaged page", InvalidArgument, "PAGE_TOKEN_INVALID",
            a => a.Aster.Rewards.ListRedemptionsAsync(new() { Parent = "partners/aster", PageToken = "00" })),
        Bad("list redemptions in no state", a => a.Aster.Rewards.ListRedemptionsAsync(
            new() { Parent = "partners/aster", State = (RedemptionState)99 }), "state"),
        Row("list offers for another brand's member", NotFound, "MEMBER_NOT_FOUND",
            a => a.Aster.Rewards.ListRewardOffersAsync(new() { Parent = "partners/aster", Member = a.Ann.AtBirch })),
        Bad("list 51 offers", a => a.Aster.Rewards.ListRewardOffersAsync(
            new() { Parent = "partners/aster", Member = a.Ann.Name, PageSize = 51 }), "page_size"),
    ];

    private static IEnumerable<HostileCall> OwnRewards() =>
    [
        Row("redeem a reward as a member for another", NotFound, "MEMBER_NOT_FOUND",
            a => a.AnnAtAster.Rewards.RedeemRewardAsync(RewardsMade.Redeeming(a.Rewards.Endless, a.Rewards.Roy))),
        Row("redeem a draft as a member", NotFound, "REWARD_NOT_FOUND",
            a => a.AnnAtAster.Rewards.RedeemRewardAsync(RewardsMade.Redeeming(a.Rewards.Draft, Self))),
        Row("redeem a reward of a brand that is not proven", PermissionDenied, "BRAND_NOT_PROVEN",
            a => a.AnnAtAster.Rewards.RedeemRewardAsync(RewardsMade.Redeeming(AtBirch + "/rewards/cup", Self))),
        Row("read another member's redemption as a member", NotFound, "REDEMPTION_NOT_FOUND",
            a => a.AnnAtAster.Rewards.GetRedemptionAsync(new() { Name = a.Rewards.Fulfilled })),
        Row("list another member's redemptions as a member", NotFound, "MEMBER_NOT_FOUND",
            a => a.AnnAtAster.Rewards.ListRedemptionsAsync(
                new() { Parent = "partners/aster", Member = a.Rewards.Roy })),
        Bad("list everybody's redemptions as a member", a => a.AnnAtAster.Rewards.ListRedemptionsAsync(
            new() { Parent = "partners/aster" }), "member"),
        Row("cancel another member's redemption as a member", NotFound, "REDEMPTION_NOT_FOUND",
            a => a.AnnAtAster.Rewards.CancelRedemptionAsync(RewardsMade.Cancelling(a.Rewards.Fulfilled))),
        Row("list the catalogue as a member", PermissionDenied, "ROLE_MISSING",
            a => a.AnnAtAster.Rewards.ListRewardsAsync(new() { Parent = "partners/aster" })),
        Row("list offers of a brand that is not proven", PermissionDenied, "BRAND_NOT_PROVEN",
            a => a.AnnAtAster.Rewards.ListRewardOffersAsync(new() { Parent = AtBirch, Member = Self })),
    ];

    private static DecideRedemptionRequest LettingGo(string name) =>
        RewardsMade.Deciding(name, RedemptionDecision.Release);

    private static RewardTerms Goods() => RewardsMade.Terms("aster", RewardKind.Goods, 100);

    private static AsyncUnaryCall<CreateRewardResponse> CreateAsync(HostileAlliance a, Action<RewardTerms> change)
    {
        var terms = Goods();
        change(terms);
        return a.Aster.Rewards.CreateRewardAsync(
            new() { RequestId = Id(), Parent = "partners/aster", RewardId = "bad", Terms = terms });
    }

    private static AsyncUnaryCall<UpdateRewardResponse> UpdateAsync(
        HostileAlliance a, long revision, Action<RewardTerms>? change = null)
    {
        var terms = Goods();
        terms.LimitedStock = true;
        change?.Invoke(terms);
        return a.Aster.Rewards.UpdateRewardAsync(
            new() { RequestId = Id(), Name = a.Rewards.Cup, Revision = revision, Terms = terms });
    }

    private static AsyncUnaryCall<AddStockResponse> AddStockAsync(HostileAlliance a, string name, long units) =>
        a.Aster.Rewards.AddStockAsync(new() { RequestId = Id(), Name = name, Units = units, Reason = "wrong" });

    private static AsyncUnaryCall<AddCodesResponse> AddCodesAsync(
        HostileAlliance a, string name, params string[] codes)
    {
        var request = new AddCodesRequest { RequestId = Id(), Name = name };
        request.Codes.AddRange(codes);
        return a.Aster.Rewards.AddCodesAsync(request);
    }

    private static AsyncUnaryCall<RedeemRewardResponse> RedeemAsync(
        HostileAlliance a, string reward, Action<RedeemRewardRequest>? change = null)
    {
        var request = RewardsMade.Redeeming(reward, a.Rewards.Roy);
        change?.Invoke(request);
        return a.Aster.Rewards.RedeemRewardAsync(request);
    }
}
