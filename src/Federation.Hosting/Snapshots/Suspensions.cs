using A = Federation.Accounts.V1;
using E = Federation.Exchange.V1;
using I = Federation.Identity.V1;
using L = Federation.Ledger.V1;
using M = Federation.Messages.V1;
using P = Federation.Partners.V1;
using PG = Federation.Programs.V1;
using R = Federation.Rewards.V1;

namespace Federation.Hosting;

/// <summary>What a suspension stops: the one table, of every RPC of brands that is no read. A suspended brand reads,
/// gives back what it has set aside, and revokes its credentials: nothing else. Of what others do with its coins
/// nothing new begins; what was promised before is kept: its coins are captured, given back and undone. A test compares
/// it with docs/security.md, and another calls every row.</summary>
public static class Suspensions
{
    public static readonly SuspensionRule ListSpendable =
        Of<E.ExchangeService.ExchangeServiceBase>("ListSpendable", Sides.Caller);
    public static readonly SuspensionRule Pay =
        Of<E.ExchangeService.ExchangeServiceBase>("Pay", Sides.Caller | Sides.Source | Sides.Target);
    public static readonly SuspensionRule Convert =
        Of<E.ExchangeService.ExchangeServiceBase>("Convert", Sides.Caller | Sides.Source | Sides.Target);
    public static readonly SuspensionRule Capture = Of<E.ExchangeService.ExchangeServiceBase>("Capture", Sides.Caller);
    public static readonly SuspensionRule Refund = Of<E.ExchangeService.ExchangeServiceBase>("Refund", Sides.Caller);
    public static readonly SuspensionRule UndoConvert =
        Of<E.ExchangeService.ExchangeServiceBase>("UndoConvert", Sides.Caller);
    public static readonly SuspensionRule Release = Of<E.ExchangeService.ExchangeServiceBase>("Release", Sides.None);
    public static readonly SuspensionRule ApproveBoard =
        Of<E.BoardService.BoardServiceBase>("ApproveBoard", Sides.Caller);

    /// <summary>Of every command of MemberService, but RevokePayCode, which only takes back.</summary>
    public static readonly SuspensionRule MemberCommands =
        Of<A.MemberService.MemberServiceBase>("UpdateMember", Sides.Caller);

    public static readonly SuspensionRule CreateSignInLink =
        Of<I.SignInService.SignInServiceBase>("CreateSignInLink", Sides.Caller);

    /// <summary>Of every command of UserService that gives somebody something; a suspended brand still ends its people
    /// and their sessions.</summary>
    public static readonly SuspensionRule UserCommands = Of<I.UserService.UserServiceBase>("InviteUser", Sides.Caller);

    /// <summary>Of every command of AdjustmentService.</summary>
    public static readonly SuspensionRule AdjustmentCommands =
        Of<L.AdjustmentService.AdjustmentServiceBase>("ProposeAdjustment", Sides.Caller);

    /// <summary>Of every command of ProgramService.</summary>
    public static readonly SuspensionRule ProgramCommands =
        Of<PG.ProgramService.ProgramServiceBase>("CreateProgram", Sides.Caller);

    /// <summary>Of placing an order, and of asking what it comes to.</summary>
    public static readonly SuspensionRule PlaceOrder =
        Of<PG.CheckoutService.CheckoutServiceBase>("PlaceOrder", Sides.Caller);

    /// <summary>Of every further step of an order.</summary>
    public static readonly SuspensionRule OrderSteps =
        Of<PG.CheckoutService.CheckoutServiceBase>("AdvanceOrder", Sides.Caller);

    /// <summary>Of reporting what a member did besides buying, also by the member itself.</summary>
    public static readonly SuspensionRule ReportEvent =
        Of<PG.EventService.EventServiceBase>("ReportEvent", Sides.Caller);

    /// <summary>Of every command of CorrectionService, and of posting what was approved.</summary>
    public static readonly SuspensionRule CorrectionCommands =
        Of<PG.CorrectionService.CorrectionServiceBase>("ProposeCorrection", Sides.Caller);

    /// <summary>Of deciding a case, also where its deadline has passed.</summary>
    public static readonly SuspensionRule CaseCommands =
        Of<PG.CaseService.CaseServiceBase>("DecideCase", Sides.Caller);

    /// <summary>Of every command of CouponService.</summary>
    public static readonly SuspensionRule CouponCommands =
        Of<PG.CouponService.CouponServiceBase>("GrantCoupons", Sides.Caller);

    /// <summary>Of every command of ReferralService, and of what both sides of a referral get.</summary>
    public static readonly SuspensionRule ReferralCommands =
        Of<PG.ReferralService.ReferralServiceBase>("CreateReferralCode", Sides.Caller);

    /// <summary>Of every command of MemberProgramService.</summary>
    public static readonly SuspensionRule MemberProgramCommands =
        Of<PG.MemberProgramService.MemberProgramServiceBase>("SetProfile", Sides.Caller);

    /// <summary>Of every command of RewardService, also of a member's.</summary>
    public static readonly SuspensionRule RewardCommands =
        Of<R.RewardService.RewardServiceBase>("CreateReward", Sides.Caller);

    /// <summary>Of every command of DrawService, also of a member's.</summary>
    public static readonly SuspensionRule DrawCommands =
        Of<R.DrawService.DrawServiceBase>("CreateDraw", Sides.Caller);

    /// <summary>Of every command of MessageService that lets something be sent; a suspended brand still removes its
    /// gateways, and reports what became of messages.</summary>
    public static readonly SuspensionRule MessageCommands =
        Of<M.MessageService.MessageServiceBase>("SendMessage", Sides.Caller);

    /// <summary>By the RPC's full name.</summary>
    public static IReadOnlyDictionary<string, SuspensionRule> ByMethod { get; } = ((SuspensionRule[])[
        .. Rows<P.PartnerService.PartnerServiceBase>(Sides.Caller, "UpdatePartner"),
        .. Rows<P.CoinService.CoinServiceBase>(Sides.Caller, "DefineCoin", "UpdateCoin"),
        .. Rows<P.MerchantService.MerchantServiceBase>(Sides.Caller, "CreateMerchant", "UpdateMerchant"),
        .. Rows<P.CredentialService.CredentialServiceBase>(Sides.Caller, "CreateCredential", "RotateCredential"),
        .. Rows<P.CredentialService.CredentialServiceBase>(Sides.None, "RevokeCredential"),
        .. Rows<A.MemberService.MemberServiceBase>(
            MemberCommands.Stops, "RegisterMember", "UpdateMember", "RequestClosure",
            "WithdrawClosure", "RelinkMember", "CreateLinkCode", "LinkMember", "UnlinkMember", "SetAlliedSpending",
            "CreatePayCode"),
        .. Rows<A.MemberService.MemberServiceBase>(Sides.None, "RevokePayCode"),
        .. Rows<L.LedgerService.LedgerServiceBase>(
            Sides.Caller, "Earn", "Redeem", "Clawback", "Refund", "Reverse", "Adjust",
            "Gift", "Hold", "Capture", "ExtendHold", "Confirm", "RecordNotice", "Freeze", "Unfreeze",
            "CloseWallet"),
        .. Rows<L.LedgerService.LedgerServiceBase>(Sides.None, "Release"),
        AdjustmentCommands, .. Rows<L.AdjustmentService.AdjustmentServiceBase>(
            AdjustmentCommands.Stops, "ApproveAdjustment", "RejectAdjustment", "SetAdjustmentLimit"),
        UserCommands, .. Rows<I.UserService.UserServiceBase>(UserCommands.Stops, "UpdateUser", "RenewInvitation"),
        .. Rows<I.UserService.UserServiceBase>(Sides.None, "EndUser", "EndSession"),
        CreateSignInLink, ListSpendable, Pay, Convert, Capture, Refund, UndoConvert, Release, ApproveBoard,
        .. Rows<E.ExchangeService.ExchangeServiceBase>(Pay.Stops, "CreateQuote", "Authorize"),
        .. Rows<PG.ProgramService.ProgramServiceBase>(
            ProgramCommands.Stops, "CreateProgram", "CreateRuleSet", "ApplyTemplate", "UpdateRuleSet",
            "ProposeRuleSet", "ApproveRuleSet", "PublishRuleSet"),
        PlaceOrder, .. Rows<PG.CheckoutService.CheckoutServiceBase>(PlaceOrder.Stops, "EvaluateOrder"),
        OrderSteps, .. Rows<PG.CheckoutService.CheckoutServiceBase>(OrderSteps.Stops, "CancelOrder", "ReturnOrder"),
        ReportEvent, CaseCommands,
        .. Rows<PG.MemberProgramService.MemberProgramServiceBase>(
            MemberProgramCommands.Stops, "SetProfile", "UpdateSegment", "GrantTier", "RevokeTierGrant", "FreezeTier",
            "UnfreezeTier"),
        CorrectionCommands, .. Rows<PG.CorrectionService.CorrectionServiceBase>(
            CorrectionCommands.Stops, "ApproveCorrection", "RejectCorrection"),
        MessageCommands, .. Rows<M.MessageService.MessageServiceBase>(
            MessageCommands.Stops, "SetMessageSettings", "PublishMessageTemplate", "WithdrawMessageTemplate",
            "SetMessageGateway", "RotateMessageGateway", "SetContact", "SetMessagePreferences"),
        .. Rows<M.MessageService.MessageServiceBase>(Sides.None, "RemoveMessageGateway", "ReportDelivery"),
        CouponCommands, .. Rows<PG.CouponService.CouponServiceBase>(
            CouponCommands.Stops, "ClaimCoupon", "GenerateCoupons", "VoidCoupon"),
        ReferralCommands,
        .. Rows<PG.ReferralService.ReferralServiceBase>(ReferralCommands.Stops, "UseReferralCode"),
        RewardCommands, .. Rows<R.RewardService.RewardServiceBase>(
            RewardCommands.Stops, "UpdateReward", "SetRewardState", "AddStock", "AddCodes", "RedeemReward",
            "FulfilRedemption", "CancelRedemption", "DecideRedemption"),
        DrawCommands, .. Rows<R.DrawService.DrawServiceBase>(
            DrawCommands.Stops, "EnterDraw", "ClaimPrize", "CloseDraw", "CancelDraw", "ProposeReveal", "RevealDraw"),
    ]).ToDictionary(r => r.Method, StringComparer.Ordinal);

    private static SuspensionRule Of<TBase>(string method, Sides stops) => new(Permissions.Of<TBase>(method), stops);

    private static IEnumerable<SuspensionRule> Rows<TBase>(Sides stops, params string[] methods) =>
        methods.Select(m => Of<TBase>(m, stops));
}
