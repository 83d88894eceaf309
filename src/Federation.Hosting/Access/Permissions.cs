using static Federation.Hosting.Role;
using A = Federation.Accounts.V1;
using AI = Federation.Accounts.Internal.V1;
using E = Federation.Exchange.V1;
using G = Federation.Gateway.V1;
using I = Federation.Identity.V1;
using II = Federation.Identity.Internal.V1;
using L = Federation.Ledger.V1;
using LI = Federation.Ledger.Internal.V1;
using M = Federation.Messages.V1;
using MI = Federation.Messages.Internal.V1;
using P = Federation.Partners.V1;
using PG = Federation.Programs.V1;
using PGI = Federation.Programs.Internal.V1;
using PI = Federation.Partners.Internal.V1;
using R = Federation.Rewards.V1;
using RWI = Federation.Rewards.Internal.V1;

namespace Federation.Hosting;

/// <summary>Every RPC's audience, scope and roles: the one table, held against the descriptors by a test.</summary>
public static class Permissions
{
    /// <summary>The audience of tokens for partners and admins.</summary>
    public const string PublicAudience = "federation";

    /// <summary>The audience of module credentials.</summary>
    public const string InternalAudience = "federation-internal";

    /// <summary>How long ago a person may have signed in, or confirmed it, to do what needs a recent
    /// sign-in.</summary>
    public static readonly TimeSpan RecentSignIn = TimeSpan.FromMinutes(5);

    // They stand in tokens and stored credentials: a name never changes, whatever the code calls the role.
    private static readonly Dictionary<Role, string> RoleNames = new()
    {
        [PartnerService] = "partner-service",
        [PartnerAdmin] = "partner-admin",
        [AllianceAdmin] = "alliance-admin",
        [AllianceApprover] = "alliance-approver",
        [Member] = "member",
        [Module] = "module",
    };

    private static readonly Role[] Anyone =
        [PartnerService, PartnerAdmin, AllianceAdmin, AllianceApprover, Member, Module];
    private static readonly Role[] Partner = [PartnerService, PartnerAdmin];
    private static readonly Role[] PartnerOrMember = [PartnerService, PartnerAdmin, Member];
    private static readonly Role[] PartnerOrAdmin = [PartnerService, PartnerAdmin, AllianceAdmin];
    private static readonly Role[] DrawReaders = [PartnerService, PartnerAdmin, AllianceAdmin, Member];
    private static readonly Role[] ReadersOfPrograms = [PartnerService, PartnerAdmin, AllianceAdmin, Member];
    private static readonly Role[] Administrators = [PartnerAdmin, AllianceAdmin];
    private static readonly Role[] Alliance = [AllianceAdmin];
    private static readonly Role[] AlliancePeople = [AllianceAdmin, AllianceApprover];
    private static readonly Role[] OwnersOfSecrets = [PartnerAdmin, AllianceAdmin, AllianceApprover];
    private static readonly Role[] Staff = [PartnerService, PartnerAdmin, AllianceAdmin, AllianceApprover];

    public static IReadOnlyDictionary<string, Permission> ByMethod { get; } = new Dictionary<string,
        Permission>(StringComparer.Ordinal)
    {
        [Of<P.PartnerService.PartnerServiceBase>("RegisterPartner")] = Public("partners.write", Alliance),
        [Of<P.PartnerService.PartnerServiceBase>("GetPartner")] = Public("partners.read", Anyone),
        [Of<P.PartnerService.PartnerServiceBase>("ListPartners")] = Public("partners.read", Anyone),
        [Of<P.PartnerService.PartnerServiceBase>("UpdatePartner")] = Public("partners.write", Administrators),
        [Of<P.PartnerService.PartnerServiceBase>("SuspendPartner")] = Recent("partners.write", Alliance),
        [Of<P.PartnerService.PartnerServiceBase>("ResumePartner")] = Recent("partners.write", Alliance),
        [Of<P.CoinService.CoinServiceBase>("DefineCoin")] = Public("partners.write", Administrators),
        [Of<P.CoinService.CoinServiceBase>("UpdateCoin")] = Public("partners.write", Administrators),
        [Of<P.CoinService.CoinServiceBase>("GetCoin")] = Public("partners.read", Anyone),
        [Of<P.CoinService.CoinServiceBase>("ListCoins")] = Public("partners.read", Anyone),
        [Of<P.MerchantService.MerchantServiceBase>("CreateMerchant")] = Public("partners.write", Administrators),
        [Of<P.MerchantService.MerchantServiceBase>("UpdateMerchant")] = Public("partners.write", Administrators),
        [Of<P.MerchantService.MerchantServiceBase>("GetMerchant")] = Public("partners.read", Anyone),
        [Of<P.MerchantService.MerchantServiceBase>("ListMerchants")] = Public("partners.read", Anyone),
        [Of<P.CredentialService.CredentialServiceBase>("CreateCredential")] =
        Recent("credentials.write", Administrators),
        [Of<P.CredentialService.CredentialServiceBase>("ProposeCredential")] = Recent("credentials.write", Alliance),
        [Of<P.CredentialService.CredentialServiceBase>("ApproveCredential")] =
        Recent("credentials.approve", AlliancePeople),
        [Of<P.CredentialService.CredentialServiceBase>("ListCredentials")] =
        Public("credentials.read", OwnersOfSecrets),
        [Of<P.CredentialService.CredentialServiceBase>("RotateCredential")] =
        Recent("credentials.write", OwnersOfSecrets),
        [Of<P.CredentialService.CredentialServiceBase>("RevokeCredential")] =
        Public("credentials.write", Administrators),

        [Of<A.MemberService.MemberServiceBase>("RegisterMember")] = Public("members.write", Partner),
        [Of<A.MemberService.MemberServiceBase>("GetMember")] = Public("members.read", Partner),
        [Of<A.MemberService.MemberServiceBase>("FindMember")] = Public("members.read", Partner),
        [Of<A.MemberService.MemberServiceBase>("ListMembers")] = Public("members.read", Partner),
        [Of<A.MemberService.MemberServiceBase>("ListMemberships")] = Public("members.read", [Member]),
        [Of<A.MemberService.MemberServiceBase>("UpdateMember")] = Public("members.write", Partner),
        [Of<A.MemberService.MemberServiceBase>("RequestClosure")] = Public("members.write", Partner),
        [Of<A.MemberService.MemberServiceBase>("WithdrawClosure")] = Public("members.write", Partner),
        [Of<A.MemberService.MemberServiceBase>("ProposeClosure")] = Recent("closures.propose", Alliance),
        [Of<A.MemberService.MemberServiceBase>("ApproveClosure")] = Recent("closures.approve", [AllianceApprover]),
        [Of<A.MemberService.MemberServiceBase>("CancelClosure")] =
            Public("closures.cancel", [AllianceAdmin, AllianceApprover]),
        [Of<A.MemberService.MemberServiceBase>("GetClosure")] =
            Public("closures.read", [AllianceAdmin, AllianceApprover]),
        [Of<A.MemberService.MemberServiceBase>("CreateLinkCode")] = Public("members.link", PartnerOrMember),
        [Of<A.MemberService.MemberServiceBase>("LinkMember")] = Public("members.link", Partner),
        [Of<A.MemberService.MemberServiceBase>("RelinkMember")] = Public("members.link", Partner),
        [Of<A.MemberService.MemberServiceBase>("UnlinkMember")] = Public("members.link", PartnerOrMember),
        [Of<A.MemberService.MemberServiceBase>("SetAlliedSpending")] = Public("members.consent", PartnerOrMember),
        [Of<A.MemberService.MemberServiceBase>("CreatePayCode")] = Public("members.consent", PartnerOrMember),
        [Of<A.MemberService.MemberServiceBase>("RevokePayCode")] = Public("members.consent", PartnerOrMember),
        [Of<A.MemberService.MemberServiceBase>("WatchPayCode")] = Public("members.consent", PartnerOrMember),

        [Of<I.SignInService.SignInServiceBase>("CreateSignInLink")] = Public("members.signin", Partner),
        [Of<I.UserService.UserServiceBase>("InviteUser")] = Recent("users.write", [PartnerAdmin]),
        [Of<I.UserService.UserServiceBase>("ProposeUser")] = Recent("users.write", Alliance),
        [Of<I.UserService.UserServiceBase>("ApproveUser")] = Recent("users.approve", AlliancePeople),
        [Of<I.UserService.UserServiceBase>("GetUser")] = Public("users.read", OwnersOfSecrets),
        [Of<I.UserService.UserServiceBase>("GetMe")] = Public(null, Staff),
        [Of<I.UserService.UserServiceBase>("ListUsers")] = Public("users.read", OwnersOfSecrets),
        [Of<I.UserService.UserServiceBase>("UpdateUser")] = Recent("users.write", Administrators),
        [Of<I.UserService.UserServiceBase>("EndUser")] = Recent("users.write", Administrators),
        [Of<I.UserService.UserServiceBase>("RenewInvitation")] = Recent("users.write", Administrators),
        // Everybody's own; those of others take users.read and users.write.
        [Of<I.UserService.UserServiceBase>("ListSessions")] = Public(null, Staff),
        [Of<I.UserService.UserServiceBase>("EndSession")] = Public(null, Staff),

        [Of<L.LedgerService.LedgerServiceBase>("Earn")] = Public("ledger.earn", Partner),
        [Of<L.LedgerService.LedgerServiceBase>("Redeem")] = Public("ledger.redeem", Partner),
        [Of<L.LedgerService.LedgerServiceBase>("Clawback")] = Public("ledger.clawback", Partner),
        [Of<L.LedgerService.LedgerServiceBase>("Refund")] = Public("ledger.refund", Partner),
        [Of<L.LedgerService.LedgerServiceBase>("Reverse")] = Recent("ledger.reverse", Administrators),
        // For machines alone: people propose, and others approve.
        [Of<L.LedgerService.LedgerServiceBase>("Adjust")] = Public("ledger.adjust", [PartnerAdmin]),
        [Of<L.LedgerService.LedgerServiceBase>("Gift")] = Public("ledger.gift", Partner),
        [Of<L.LedgerService.LedgerServiceBase>("Hold")] = Public("ledger.hold", Partner),
        [Of<L.LedgerService.LedgerServiceBase>("Capture")] = Public("ledger.hold", Partner),
        [Of<L.LedgerService.LedgerServiceBase>("Release")] = Public("ledger.hold", Partner),
        [Of<L.LedgerService.LedgerServiceBase>("ExtendHold")] = Public("ledger.hold", Partner),
        [Of<L.LedgerService.LedgerServiceBase>("Confirm")] = Public("ledger.earn", Partner),
        [Of<L.LedgerService.LedgerServiceBase>("RecordNotice")] = Public("ledger.notice", Partner),
        [Of<L.LedgerService.LedgerServiceBase>("Freeze")] = Public("ledger.freeze", [PartnerAdmin]),
        [Of<L.LedgerService.LedgerServiceBase>("Unfreeze")] = Public("ledger.freeze", [PartnerAdmin]),
        [Of<L.LedgerService.LedgerServiceBase>("CloseWallet")] = Public("ledger.close", [PartnerAdmin]),
        // Each item of a batch, a dry run or a stream is checked again as if it came alone.
        [Of<L.LedgerService.LedgerServiceBase>("Batch")] = Public("ledger.batch", PartnerOrAdmin),
        [Of<L.LedgerService.LedgerServiceBase>("DryRun")] = Public("ledger.batch", PartnerOrAdmin),
        [Of<L.LedgerService.LedgerServiceBase>("StreamCommands")] = Public("ledger.batch", PartnerOrAdmin),
        [Of<L.LedgerService.LedgerServiceBase>("GetWallet")] = Public("ledger.read", [.. PartnerOrAdmin, Member]),
        [Of<L.LedgerService.LedgerServiceBase>("ListWallets")] = Public("ledger.read", [.. PartnerOrAdmin, Member]),
        [Of<L.LedgerService.LedgerServiceBase>("ListEntries")] = Public("ledger.read", [.. PartnerOrAdmin, Member]),
        [Of<L.LedgerService.LedgerServiceBase>("ListActivity")] = Public("ledger.read", [Member]),
        [Of<L.LedgerService.LedgerServiceBase>("ListJournals")] = Public("ledger.read", Partner),
        [Of<L.LedgerService.LedgerServiceBase>("CheckNewJournals")] = Public("ledger.read", Partner),
        [Of<L.LedgerService.LedgerServiceBase>("GetJournal")] =
            Public("ledger.read", [.. PartnerOrAdmin, Member, Module]),
        [Of<L.LedgerService.LedgerServiceBase>("GetOutcome")] = Public("ledger.read", [.. PartnerOrAdmin, Member]),
        [Of<L.LedgerService.LedgerServiceBase>("BatchGetOutcomes")] = Public("ledger.read", PartnerOrAdmin),
        [Of<L.LedgerService.LedgerServiceBase>("GetCoinTotals")] = Public("ledger.read", PartnerOrAdmin),
        [Of<L.LedgerService.LedgerServiceBase>("ListPositions")] = Public("ledger.read", PartnerOrAdmin),
        [Of<L.LedgerService.LedgerServiceBase>("GetHold")] = Public("ledger.read", PartnerOrAdmin),
        [Of<L.LedgerService.LedgerServiceBase>("ListHolds")] = Public("ledger.read", PartnerOrAdmin),
        [Of<L.LedgerService.LedgerServiceBase>("CheckBooks")] = Public("ledger.check", Alliance),
        [Of<L.LedgerService.LedgerServiceBase>("StreamCheckBooks")] = Public("ledger.check", Alliance),
        [Of<L.LedgerService.LedgerServiceBase>("SweepExpiries")] = Public("ledger.sweep", Alliance),
        [Of<L.LedgerService.LedgerServiceBase>("GetSweepStatus")] = Public("ledger.sweep", Alliance),
        [Of<L.AdjustmentService.AdjustmentServiceBase>("ProposeAdjustment")] = Public("adjustments.propose", Partner),
        [Of<L.AdjustmentService.AdjustmentServiceBase>("ApproveAdjustment")] =
        Recent("adjustments.approve", [PartnerAdmin]),
        [Of<L.AdjustmentService.AdjustmentServiceBase>("RejectAdjustment")] = Public("adjustments.propose", Partner),
        [Of<L.AdjustmentService.AdjustmentServiceBase>("GetAdjustment")] = Public("adjustments.read", Partner),
        [Of<L.AdjustmentService.AdjustmentServiceBase>("ListAdjustments")] = Public("adjustments.read", Partner),
        [Of<L.AdjustmentService.AdjustmentServiceBase>("GetAdjustmentLimit")] = Public("adjustments.read", Partner),
        [Of<L.AdjustmentService.AdjustmentServiceBase>("SetAdjustmentLimit")] =
        Recent("adjustments.limit", [PartnerAdmin]),
        [Of<L.ClockService.ClockServiceBase>("GetClock")] = Public(null, Anyone),
        [Of<L.ClockService.ClockServiceBase>("AdvanceClock")] = Public("clock.advance", Alliance),

        [Of<E.BoardService.BoardServiceBase>("CreateDraft")] = Public("boards.draft", Alliance),
        [Of<E.BoardService.BoardServiceBase>("UpdateDraft")] = Public("boards.draft", Alliance),
        [Of<E.BoardService.BoardServiceBase>("CheckBoard")] = Public("boards.check", [AllianceAdmin, AllianceApprover]),
        [Of<E.BoardService.BoardServiceBase>("WhatIf")] = Public("boards.check", [AllianceAdmin, AllianceApprover]),
        [Of<E.BoardService.BoardServiceBase>("DiffBoards")] = Public("boards.read", Anyone),
        [Of<E.BoardService.BoardServiceBase>("ListPublications")] = Public("boards.read", Anyone),
        [Of<E.BoardService.BoardServiceBase>("ProposeBoard")] = Recent("boards.propose", Alliance),
        [Of<E.BoardService.BoardServiceBase>("ApproveBoard")] =
        Recent("boards.approve", [AllianceApprover, PartnerAdmin]),
        [Of<E.BoardService.BoardServiceBase>("PublishBoard")] = Recent("boards.publish", Alliance),
        [Of<E.BoardService.BoardServiceBase>("ListBoards")] = Public("boards.read", Anyone),
        [Of<E.BoardService.BoardServiceBase>("GetBoard")] = Public("boards.read", Anyone),
        [Of<E.BoardService.BoardServiceBase>("ListRates")] = Public("boards.read", Anyone),
        [Of<E.ExchangeService.ExchangeServiceBase>("ListSpendable")] = Public("exchange.pay", Partner),
        [Of<E.ExchangeService.ExchangeServiceBase>("CreateQuote")] = Public("exchange.pay", Partner),
        [Of<E.ExchangeService.ExchangeServiceBase>("Pay")] = Public("exchange.pay", Partner),
        [Of<E.ExchangeService.ExchangeServiceBase>("Refund")] = Public("exchange.refund", Partner),
        [Of<E.ExchangeService.ExchangeServiceBase>("Authorize")] = Public("exchange.pay", Partner),
        [Of<E.ExchangeService.ExchangeServiceBase>("Capture")] = Public("exchange.pay", Partner),
        [Of<E.ExchangeService.ExchangeServiceBase>("Release")] = Public("exchange.pay", PartnerOrAdmin),
        [Of<E.ExchangeService.ExchangeServiceBase>("GetAuthorization")] = Public("exchange.read", PartnerOrAdmin),
        [Of<E.ExchangeService.ExchangeServiceBase>("Convert")] =
            Public("exchange.convert", [.. Partner, Member]),
        [Of<E.ExchangeService.ExchangeServiceBase>("UndoConvert")] =
            Public("exchange.convert", [.. Partner, Member]),
        [Of<E.ExchangeService.ExchangeServiceBase>("PreviewConvert")] = Public("exchange.convert", [Member]),
        [Of<E.ExchangeService.ExchangeServiceBase>("ListWorth")] = Public("exchange.read", [Member]),
        [Of<E.ExchangeService.ExchangeServiceBase>("PreviewPay")] = Public("exchange.read", [Member]),
        [Of<E.ExchangeService.ExchangeServiceBase>("GetReceipt")] =
            Public("exchange.read", [.. PartnerOrAdmin, Member]),
        [Of<E.ExchangeService.ExchangeServiceBase>("GetExchange")] =
            Public("exchange.read", [.. PartnerOrAdmin, Member]),
        [Of<E.ExchangeService.ExchangeServiceBase>("ListExchanges")] =
            Public("exchange.read", [.. PartnerOrAdmin, Member]),

        [Of<PG.CheckoutService.CheckoutServiceBase>("EvaluateOrder")] = Public("orders.evaluate", Partner),
        [Of<PG.CheckoutService.CheckoutServiceBase>("PlaceOrder")] = Public("orders.place", Partner),
        [Of<PG.CheckoutService.CheckoutServiceBase>("AdvanceOrder")] = Public("orders.place", Partner),
        [Of<PG.CheckoutService.CheckoutServiceBase>("CancelOrder")] = Public("orders.cancel", Partner),
        [Of<PG.CheckoutService.CheckoutServiceBase>("ReturnOrder")] = Public("orders.return", Partner),
        [Of<PG.CheckoutService.CheckoutServiceBase>("GetOrder")] = Public("orders.read", ReadersOfPrograms),
        [Of<PG.CheckoutService.CheckoutServiceBase>("BatchPlaceOrders")] = Public("orders.place", Partner),
        [Of<PG.CheckoutService.CheckoutServiceBase>("StreamOrders")] = Public("orders.place", Partner),
        [Of<PG.CheckoutService.CheckoutServiceBase>("BatchGetEvaluations")] = Public("orders.read", ReadersOfPrograms),
        [Of<PG.CheckoutService.CheckoutServiceBase>("GetEvaluation")] = Public("orders.read", ReadersOfPrograms),
        [Of<PG.EventService.EventServiceBase>("ReportEvent")] = Public("events.report", Partner),
        [Of<PG.EventService.EventServiceBase>("BatchReportEvents")] = Public("events.report", Partner),
        [Of<PG.EventService.EventServiceBase>("CheckIn")] = Public("events.checkin", [Member]),
        [Of<PG.EventService.EventServiceBase>("ListSurveys")] = Public("surveys.read", PartnerOrAdmin),
        [Of<PG.EventService.EventServiceBase>("GetSurveyReport")] = Public("surveys.read", PartnerOrAdmin),
        [Of<PG.CorrectionService.CorrectionServiceBase>("ProposeCorrection")] =
            Public("programs.correct", [PartnerAdmin]),
        [Of<PG.CorrectionService.CorrectionServiceBase>("GetCorrection")] = Public("programs.read", PartnerOrAdmin),
        [Of<PG.CorrectionService.CorrectionServiceBase>("ListCorrections")] = Public("programs.read", PartnerOrAdmin),
        [Of<PG.CorrectionService.CorrectionServiceBase>("ListCorrectionLines")] =
            Public("programs.read", PartnerOrAdmin),
        [Of<PG.CorrectionService.CorrectionServiceBase>("ApproveCorrection")] =
            Recent("programs.approve", [PartnerAdmin]),
        [Of<PG.CorrectionService.CorrectionServiceBase>("RejectCorrection")] =
            Public("programs.correct", [PartnerAdmin]),
        [Of<PG.CaseService.CaseServiceBase>("ListCases")] = Public("cases.read", PartnerOrAdmin),
        [Of<PG.CaseService.CaseServiceBase>("GetCase")] = Public("cases.read", PartnerOrAdmin),
        [Of<PG.CaseService.CaseServiceBase>("DecideCase")] = Person("cases.decide", Partner),
        [Of<PG.ReferralService.ReferralServiceBase>("CreateReferralCode")] = Public("referrals.use", PartnerOrMember),
        [Of<PG.ReferralService.ReferralServiceBase>("UseReferralCode")] = Public("referrals.use", PartnerOrMember),
        [Of<PG.ReferralService.ReferralServiceBase>("GetReferral")] = Public("referrals.read", PartnerOrMember),
        [Of<PG.ReferralService.ReferralServiceBase>("ListReferrals")] = Public("referrals.read", PartnerOrMember),
        [Of<PG.CouponService.CouponServiceBase>("GrantCoupons")] = Recent("coupons.grant", [PartnerAdmin]),
        [Of<PG.CouponService.CouponServiceBase>("ClaimCoupon")] = Public("coupons.claim", PartnerOrMember),
        [Of<PG.CouponService.CouponServiceBase>("GenerateCoupons")] = Recent("coupons.grant", [PartnerAdmin]),
        [Of<PG.CouponService.CouponServiceBase>("VoidCoupon")] = Public("coupons.grant", [PartnerAdmin]),
        [Of<PG.CouponService.CouponServiceBase>("GetCoupon")] = Public("coupons.read", PartnerOrMember),
        [Of<PG.CouponService.CouponServiceBase>("FindCoupon")] = Public("coupons.read", Partner),
        [Of<PG.CouponService.CouponServiceBase>("ListCoupons")] = Public("coupons.read", PartnerOrMember),
        [Of<PG.MemberProgramService.MemberProgramServiceBase>("SetProfile")] = Public("profiles.write", Partner),
        [Of<PG.MemberProgramService.MemberProgramServiceBase>("GetProfile")] = Public("profiles.read", Partner),
        [Of<PG.MemberProgramService.MemberProgramServiceBase>("UpdateSegment")] = Public("segments.write", Partner),
        [Of<PG.MemberProgramService.MemberProgramServiceBase>("ListSegmentMembers")] = Public("segments.read", Partner),
        [Of<PG.MemberProgramService.MemberProgramServiceBase>("ListSegments")] = Public("segments.read", Partner),
        [Of<PG.MemberProgramService.MemberProgramServiceBase>("GrantTier")] = Recent("tiers.write", [PartnerAdmin]),
        [Of<PG.MemberProgramService.MemberProgramServiceBase>("RevokeTierGrant")] =
            Public("tiers.write", [PartnerAdmin]),
        [Of<PG.MemberProgramService.MemberProgramServiceBase>("FreezeTier")] = Public("tiers.write", [PartnerAdmin]),
        [Of<PG.MemberProgramService.MemberProgramServiceBase>("UnfreezeTier")] = Public("tiers.write", [PartnerAdmin]),
        [Of<PG.MemberProgramService.MemberProgramServiceBase>("GetMemberStatus")] =
            Public("tiers.read", [.. PartnerOrMember, Module]),
        [Of<PG.ProgramService.ProgramServiceBase>("CreateProgram")] = Public("programs.write", [PartnerAdmin]),
        [Of<PG.ProgramService.ProgramServiceBase>("GetProgram")] = Public("programs.read", ReadersOfPrograms),
        [Of<PG.ProgramService.ProgramServiceBase>("ListPrograms")] = Public("programs.read", ReadersOfPrograms),
        [Of<PG.ProgramService.ProgramServiceBase>("CreateRuleSet")] = Public("programs.write", [PartnerAdmin]),
        [Of<PG.ProgramService.ProgramServiceBase>("ListTemplates")] = Public("programs.read", PartnerOrAdmin),
        [Of<PG.ProgramService.ProgramServiceBase>("ApplyTemplate")] = Public("programs.write", [PartnerAdmin]),
        [Of<PG.ProgramService.ProgramServiceBase>("UpdateRuleSet")] = Public("programs.write", [PartnerAdmin]),
        [Of<PG.ProgramService.ProgramServiceBase>("GetRuleSet")] = Public("programs.read", PartnerOrAdmin),
        [Of<PG.ProgramService.ProgramServiceBase>("ListRuleSets")] = Public("programs.read", PartnerOrAdmin),
        [Of<PG.ProgramService.ProgramServiceBase>("CheckRuleSet")] = Public("programs.read", PartnerOrAdmin),
        [Of<PG.ProgramService.ProgramServiceBase>("DiffRuleSets")] = Public("programs.read", PartnerOrAdmin),
        [Of<PG.ProgramService.ProgramServiceBase>("SimulateRuleSet")] = Public("programs.read", PartnerOrAdmin),
        [Of<PG.ProgramService.ProgramServiceBase>("ProposeRuleSet")] = Public("programs.propose", [PartnerAdmin]),
        [Of<PG.ProgramService.ProgramServiceBase>("ApproveRuleSet")] = Recent("programs.approve", [PartnerAdmin]),
        [Of<PG.ProgramService.ProgramServiceBase>("PublishRuleSet")] = Recent("programs.publish", [PartnerAdmin]),
        [Of<PG.ProgramService.ProgramServiceBase>("ListCampaigns")] = Public("programs.read", PartnerOrAdmin),
        [Of<PG.ProgramService.ProgramServiceBase>("ListRuleSetPublications")] = Public("programs.read", PartnerOrAdmin),

        [Of<R.RewardService.RewardServiceBase>("CreateReward")] = Public("rewards.write", [PartnerAdmin]),
        [Of<R.RewardService.RewardServiceBase>("UpdateReward")] = Recent("rewards.write", [PartnerAdmin]),
        [Of<R.RewardService.RewardServiceBase>("SetRewardState")] = Recent("rewards.write", [PartnerAdmin]),
        [Of<R.RewardService.RewardServiceBase>("GetReward")] = Public("rewards.read", PartnerOrAdmin),
        [Of<R.RewardService.RewardServiceBase>("ListRewards")] = Public("rewards.read", PartnerOrAdmin),
        [Of<R.RewardService.RewardServiceBase>("AddStock")] = Public("rewards.stock", Partner),
        [Of<R.RewardService.RewardServiceBase>("AddCodes")] = Public("rewards.write", [PartnerAdmin]),
        [Of<R.RewardService.RewardServiceBase>("RedeemReward")] = Public("rewards.redeem", PartnerOrMember),
        [Of<R.RewardService.RewardServiceBase>("FulfilRedemption")] = Public("rewards.fulfil", Partner),
        [Of<R.RewardService.RewardServiceBase>("CancelRedemption")] = Public("rewards.fulfil", PartnerOrMember),
        [Of<R.RewardService.RewardServiceBase>("DecideRedemption")] = Person("redemptions.decide", Partner),
        [Of<R.RewardService.RewardServiceBase>("GetRedemption")] = Public("redemptions.read", PartnerOrMember),
        [Of<R.RewardService.RewardServiceBase>("ListRedemptions")] = Public("redemptions.read", PartnerOrMember),
        [Of<R.RewardService.RewardServiceBase>("ListRewardOffers")] = Public("redemptions.read", PartnerOrMember),
        [Of<R.RewardService.RewardServiceBase>("GetCauseTotals")] = Public(null, Anyone),
        [Of<R.RewardService.RewardServiceBase>("ListColdRewards")] = Public("redemptions.read", Partner),
        [Of<R.DrawService.DrawServiceBase>("CreateDraw")] = Recent("draws.write", [PartnerAdmin]),
        [Of<R.DrawService.DrawServiceBase>("EnterDraw")] = Public("draws.enter", PartnerOrMember),
        [Of<R.DrawService.DrawServiceBase>("ClaimPrize")] = Public("draws.enter", PartnerOrMember),
        [Of<R.DrawService.DrawServiceBase>("CloseDraw")] = Recent("draws.write", [PartnerAdmin]),
        [Of<R.DrawService.DrawServiceBase>("CancelDraw")] = Recent("draws.write", [PartnerAdmin]),
        [Of<R.DrawService.DrawServiceBase>("ProposeReveal")] = Recent("draws.write", [PartnerAdmin]),
        [Of<R.DrawService.DrawServiceBase>("RevealDraw")] = Recent("draws.write", [PartnerAdmin]),
        [Of<R.DrawService.DrawServiceBase>("GetDraw")] = Public("draws.read", DrawReaders),
        [Of<R.DrawService.DrawServiceBase>("ListDraws")] = Public("draws.read", DrawReaders),
        [Of<R.DrawService.DrawServiceBase>("ListTickets")] = Public("draws.read", DrawReaders),
        [Of<R.DrawService.DrawServiceBase>("ListWinners")] = Public("draws.read", DrawReaders),
        [Of<R.DrawService.DrawServiceBase>("GetDrawProof")] = Public("draws.read", PartnerOrMember),
        [Of<M.MessageService.MessageServiceBase>("SetMessageSettings")] = Public("messages.settings", [PartnerAdmin]),
        [Of<M.MessageService.MessageServiceBase>("GetMessageSettings")] = Public("messages.read", Partner),
        [Of<M.MessageService.MessageServiceBase>("PublishMessageTemplate")] =
            Public("messages.settings", [PartnerAdmin]),
        [Of<M.MessageService.MessageServiceBase>("WithdrawMessageTemplate")] =
            Public("messages.settings", [PartnerAdmin]),
        [Of<M.MessageService.MessageServiceBase>("ListMessageTemplates")] = Public("messages.read", Partner),
        [Of<M.MessageService.MessageServiceBase>("SetMessageGateway")] = Recent("messages.gateways", [PartnerAdmin]),
        [Of<M.MessageService.MessageServiceBase>("RotateMessageGateway")] = Recent("messages.gateways", [PartnerAdmin]),
        [Of<M.MessageService.MessageServiceBase>("RemoveMessageGateway")] = Public("messages.gateways", [PartnerAdmin]),
        [Of<M.MessageService.MessageServiceBase>("ListMessageGateways")] = Public("messages.read", Partner),
        [Of<M.MessageService.MessageServiceBase>("SetContact")] = Public("contacts.write", Partner),
        [Of<M.MessageService.MessageServiceBase>("GetContact")] = Public("contacts.reveal", Partner),
        [Of<M.MessageService.MessageServiceBase>("SetMessagePreferences")] =
            Public("preferences.write", PartnerOrMember),
        [Of<M.MessageService.MessageServiceBase>("GetMessagePreferences")] =
            Public("preferences.read", PartnerOrMember),
        [Of<M.MessageService.MessageServiceBase>("SendMessage")] = Public("messages.send", Partner),
        [Of<M.MessageService.MessageServiceBase>("ListInbox")] = Public("inbox.read", PartnerOrMember),
        [Of<M.MessageService.MessageServiceBase>("ReadInbox")] = Public("inbox.write", [Member]),
        [Of<M.MessageService.MessageServiceBase>("ListDeliveries")] = Public("messages.read", Partner),
        [Of<M.MessageService.MessageServiceBase>("GetDelivery")] = Public("messages.read", Partner),
        [Of<M.MessageService.MessageServiceBase>("ReportDelivery")] = Public("messages.report", Partner),

        [Of<G.RequestService.RequestServiceBase>("ListRequests")] = Public("requests.read", Staff),
        [Of<G.RequestService.RequestServiceBase>("GetRequest")] = Public("requests.read", Staff),
        // Each list that it is made of is checked again.
        [Of<G.TaskService.TaskServiceBase>("ListTasks")] = Public(null, Staff),

        [Of<PI.DirectoryService.DirectoryServiceBase>("GetDirectory")] = ModulesOnly,
        [Of<PI.DirectoryService.DirectoryServiceBase>("RefuseSession")] = ModulesOnly,
        [Of<II.ClientService.ClientServiceBase>("CreateClient")] = ModulesOnly,
        [Of<II.ClientService.ClientServiceBase>("ListClients")] = ModulesOnly,
        [Of<II.ClientService.ClientServiceBase>("ApproveClient")] = ModulesOnly,
        [Of<II.ClientService.ClientServiceBase>("RotateClient")] = ModulesOnly,
        [Of<II.ClientService.ClientServiceBase>("RevokeClient")] = ModulesOnly,
        [Of<AI.ConsentService.ConsentServiceBase>("BatchResolveSpending")] = ModulesOnly,
        [Of<AI.MembershipService.MembershipServiceBase>("ResolveMember")] = ModulesOnly,
        [Of<AI.MembershipService.MembershipServiceBase>("ListProvenLinks")] = ModulesOnly,
        [Of<PGI.CouponIssueService.CouponIssueServiceBase>("PrepareCoupon")] = ModulesOnly,
        [Of<PGI.CouponIssueService.CouponIssueServiceBase>("PrepareVoid")] = ModulesOnly,
        [Of<PGI.MemberCouponService.MemberCouponServiceBase>("ListExpiringCoupons")] = ModulesOnly,
        [Of<PGI.MemberCouponService.MemberCouponServiceBase>("ListGivenCoupons")] = ModulesOnly,
        [Of<RWI.TicketIssueService.TicketIssueServiceBase>("PrepareTickets")] = ModulesOnly,
        [Of<RWI.TicketIssueService.TicketIssueServiceBase>("PrepareTicketsBack")] = ModulesOnly,
        [Of<MI.ContactChangeService.ContactChangeServiceBase>("GetContactChange")] = ModulesOnly,
        [Of<RWI.PrizeOfferService.PrizeOfferServiceBase>("ListRounds")] = ModulesOnly,
        [Of<RWI.PrizeOfferService.PrizeOfferServiceBase>("ListEndingRounds")] = ModulesOnly,
        [Of<LI.PostingService.PostingServiceBase>("Post")] = ModulesOnly,
        [Of<LI.PostingService.PostingServiceBase>("PostBundle")] = ModulesOnly,
        [Of<LI.PostingService.PostingServiceBase>("ReadForPlan")] = ModulesOnly,
        [Of<LI.PostingService.PostingServiceBase>("FindBundles")] = ModulesOnly,
        [Of<LI.PostingService.PostingServiceBase>("ListExpiring")] = ModulesOnly,
        [Of<LI.PostingService.PostingServiceBase>("PostNotice")] = ModulesOnly,
        [Of<LI.PostingService.PostingServiceBase>("FindConsumed")] = ModulesOnly,
        [Of<LI.PostingService.PostingServiceBase>("PostRefund")] = ModulesOnly,
        [Of<LI.PostingService.PostingServiceBase>("PostReverse")] = ModulesOnly,
        [Of<LI.PostingService.PostingServiceBase>("GetPaymentHold")] = ModulesOnly,
        [Of<LI.PostingService.PostingServiceBase>("GetMemberWallets")] = ModulesOnly,
        [Of<LI.PostingService.PostingServiceBase>("SetWalletState")] = ModulesOnly,
        [Of<LI.PostingService.PostingServiceBase>("ReadLog")] = ModulesOnly,
        [Of<LI.PostingService.PostingServiceBase>("StreamLog")] = ModulesOnly,
    };

    /// <summary>The scopes that a role's credential may carry: those of the RPCs that the role may call.</summary>
    public static IReadOnlyList<string> ScopesOf(Role role) =>
        [.. ByMethod.Values.Where(p => p.Scope is not null && p.Roles.Contains(role)).Select(p => p.Scope!).Distinct()
            .Order()];

    /// <summary>The role's name in tokens and credentials: <c>partner-service</c>.</summary>
    public static string NameOf(Role role) => RoleNames[role];

    public static Role? RoleOf(string name) =>
        RoleNames.Where(r => r.Value == name).Select(r => (Role?)r.Key).FirstOrDefault();

    private static Permission ModulesOnly => new(InternalAudience, null, [Module]);

    private static Permission Public(string? scope, IReadOnlyList<Role> roles) => new(PublicAudience, scope, roles);

    private static Permission Recent(string scope, IReadOnlyList<Role> roles) =>
        Public(scope, roles) with { NeedsRecentSignIn = true };

    private static Permission Person(string scope, IReadOnlyList<Role> roles) =>
        Public(scope, roles) with { NeedsPerson = true };

    /// <summary>A method as the table knows it: <c>/federation.ledger.v1.LedgerService/Earn</c>.</summary>
    public static string Of<TBase>(string method)
    {
        var service = (Google.Protobuf.Reflection.ServiceDescriptor)typeof(TBase).DeclaringType!
            .GetProperty("Descriptor")!.GetValue(null)!;
        return $"/{service.FullName}/{service.FindMethodByName(method).Name}";
    }
}
