using Federation.Client;
using Federation.Hosting;
using Federation.Identity.V1;
using Federation.Ledger.V1;
using Federation.Partners.V1;
using Federation.Programs.V1;
using Federation.Rewards.V1;
using Google.Protobuf.WellKnownTypes;
using OrderState = Federation.Programs.V1.OrderState;

namespace Federation.Scenarios;

/// <summary>Every command of <see cref="Suspensions"/>, with what it needs prepared while cedar was at work.</summary>
internal static class SuspendedCalls
{
    private const string Partners = "/federation.partners.v1.";
    private const string Members = "/federation.accounts.v1.MemberService/";
    private const string SignIns = "/federation.identity.v1.SignInService/";
    private const string Users = "/federation.identity.v1.UserService/";
    private const string Ledger = "/federation.ledger.v1.LedgerService/";
    private const string Adjustments = "/federation.ledger.v1.AdjustmentService/";
    private const string Exchange = "/federation.exchange.v1.ExchangeService/";
    private const string Checkout = "/federation.programs.v1.CheckoutService/";
    private const string Coupons = "/federation.programs.v1.CouponService/";
    private const string Corrections = "/federation.programs.v1.CorrectionService/";
    private const string Referrals = "/federation.programs.v1.ReferralService/";
    private const string Cases = "/federation.programs.v1.CaseService/";
    private const string Program = "partners/cedar/programs/main";
    private const string Programs = "/federation.programs.v1.ProgramService/";
    private const string Rewards = "/federation.rewards.v1.RewardService/";
    private const string Draws = "/federation.rewards.v1.DrawService/";
    private const string MemberPrograms = "/federation.programs.v1.MemberProgramService/";

    public static async Task<IReadOnlyList<SuspendedCall>> OfAsync(SuspendedBrand world) =>
    [
        .. await OfProgramsAsync(world), .. await OfMemberProgramsAsync(world), .. await OfReferralsAsync(world),
        .. await OfCasesAsync(world),
        .. await OfCorrectionsAsync(world), .. await OfRewardsAsync(world), .. await OfDrawsAsync(world),
        .. await SuspendedMessages.OfAsync(world),
        .. await OfPartnersAsync(world), .. await OfUsersAsync(world), .. await OfMembersAsync(world),
        .. await OfLedgerAsync(world), .. await OfAdjustmentsAsync(world),
        .. await OfHoldsAsync(world),
        .. OfNewExchanges(world), .. await OfOldExchangesAsync(world),
    ];

    private static SuspendedCall Caller(string method, Func<Task> send) => new(method, Sides.Caller, send);

    private static string Id() => RequestIds.New();

    private static async Task<IEnumerable<SuspendedCall>> OfPartnersAsync(SuspendedBrand world)
    {
        var cedar = world.Cedar;
        var rotated = (await world.Alliance.NewCredentialAsync("cedar", CredentialRole.PartnerService)).Credential.Name;
        var revoked = (await world.Alliance.NewCredentialAsync("cedar", CredentialRole.PartnerService)).Credential.Name;
        return
        [
            Caller(Partners + "PartnerService/UpdatePartner", () => cedar.Partners.UpdatePartnerAsync(
                new() { RequestId = Id(), Name = "partners/cedar", DisplayName = "Cedar" }).ResponseAsync),
            Caller(Partners + "CoinService/DefineCoin", () => cedar.Coins.DefineCoinAsync(
                new() { RequestId = Id(), Partner = "partners/cedar", CoinId = "cone", DisplayCode = "CONE",
                    DisplayName = "Cone" }).ResponseAsync),
            Caller(Partners + "CoinService/UpdateCoin", () => cedar.Coins.UpdateCoinAsync(
                new() { RequestId = Id(), Name = "coins/cedar", DisplayCode = "CDR" }).ResponseAsync),
            Caller(Partners + "MerchantService/CreateMerchant", () => cedar.Merchants.CreateMerchantAsync(
                new() { RequestId = Id(), Parent = "partners/cedar", MerchantId = "kiosk", DisplayName = "Kiosk",
                    Coin = "coins/cedar" }).ResponseAsync),
            Caller(Partners + "MerchantService/UpdateMerchant", () => cedar.Merchants.UpdateMerchantAsync(
                new() { RequestId = Id(), Name = "partners/cedar/merchants/till", DisplayName = "Till" })
                .ResponseAsync),
            Caller(Partners + "CredentialService/CreateCredential", () => cedar.Credentials.CreateCredentialAsync(
                new() { RequestId = Id(), Parent = "partners/cedar", DisplayName = "new",
                    Role = CredentialRole.PartnerService }).ResponseAsync),
            Caller(Partners + "CredentialService/RotateCredential", () => cedar.Credentials.RotateCredentialAsync(
                new() { RequestId = Id(), Name = rotated }).ResponseAsync),
            Caller(Partners + "CredentialService/RevokeCredential", () => cedar.Credentials.RevokeCredentialAsync(
                new() { RequestId = Id(), Name = revoked }).ResponseAsync),
            Caller("/federation.exchange.v1.BoardService/ApproveBoard", () => cedar.Boards.ApproveBoardAsync(
                new() { RequestId = Id(), Name = "boards/1" }).ResponseAsync),
        ];
    }

    private static async Task<IEnumerable<SuspendedCall>> OfUsersAsync(SuspendedBrand world)
    {
        var users = world.Cedar.Users;
        var invited = (await users.InviteUserAsync(Invitation("wei"))).User;
        var leaving = (await users.InviteUserAsync(Invitation("leaver"))).User;
        var session = await StaffSessions.BeginAsync(world.Alliance.Deployment.Databases, invited);
        return
        [
            Caller(Users + "InviteUser", () => users.InviteUserAsync(Invitation("newcomer")).ResponseAsync),
            Caller(Users + "UpdateUser", () => users.UpdateUserAsync(
                new() { RequestId = Id(), Name = invited.Name, Revision = invited.Revision, DisplayName = "Wei" })
                .ResponseAsync),
            Caller(Users + "RenewInvitation", () => users.RenewInvitationAsync(
                new() { RequestId = Id(), Name = invited.Name }).ResponseAsync),
            Caller(Users + "EndSession", () => users.EndSessionAsync(
                new() { RequestId = Id(), Name = session }).ResponseAsync),
            Caller(Users + "EndUser", () => users.EndUserAsync(
                new() { RequestId = Id(), Name = leaving.Name }).ResponseAsync),
        ];
    }

    private static async Task<IEnumerable<SuspendedCall>> OfDrawsAsync(SuspendedBrand world)
    {
        var draws = world.Cedar.Draws;
        var second = await world.Alliance.GivenCredentialAsync("cedar", CredentialRole.PartnerAdmin);
        var name = await DrawsMade.OpenAsync(world.Cedar, "spring", "cedar", 0);
        var cancelled = await DrawsMade.OpenAsync(world.Cedar, "autumn", "cedar", 0);
        var terms = (await draws.GetDrawAsync(new() { Name = name })).Draw.Terms;
        var claiming = await DrawsMade.OpenAsync(world.Cedar, "claiming", "cedar", 0, t =>
            (t.ClaimDays, t.ClaimRounds, t.CloseTime) =
                (365, 1, t.CloseTime - Google.Protobuf.WellKnownTypes.Duration.FromTimeSpan(TimeSpan.FromMinutes(50))));
        await draws.EnterDrawAsync(DrawsMade.Entering(claiming, world.AtCedar));
        await DrawsMade.PassAsync(world.Alliance, TimeSpan.FromMinutes(10));
        await DrawsMade.DrawAsync(world.Cedar, second, claiming);
        var over = await DrawsMade.OverAsync(
            world.Alliance, world.Cedar, "cedar", ["closing", "proposing", "revealing"]);
        foreach (var closed in over.Skip(1))
            await draws.CloseDrawAsync(DrawsMade.Closing(closed));
        await second.Draws.ProposeRevealAsync(DrawsMade.Proposing(over[2], "1"));
        return
        [
            Caller(Draws + "CreateDraw", () => draws.CreateDrawAsync(
                DrawsMade.Creating("cedar", "summer", terms)).ResponseAsync),
            Caller(Draws + "EnterDraw", () => draws.EnterDrawAsync(
                DrawsMade.Entering(name, world.AtCedar)).ResponseAsync),
            Caller(Draws + "ClaimPrize", () => draws.ClaimPrizeAsync(
                DrawsMade.Claiming(claiming, world.AtCedar, 1)).ResponseAsync),
            Caller(Draws + "CloseDraw", () => draws.CloseDrawAsync(DrawsMade.Closing(over[0])).ResponseAsync),
            Caller(Draws + "CancelDraw", () => draws.CancelDrawAsync(DrawsMade.Cancelling(cancelled)).ResponseAsync),
            Caller(Draws + "ProposeReveal", () => draws.ProposeRevealAsync(
                DrawsMade.Proposing(over[1], "1")).ResponseAsync),
            Caller(Draws + "RevealDraw", () => draws.RevealDrawAsync(DrawsMade.Revealing(over[2], "1")).ResponseAsync),
        ];
    }

    private static async Task<IEnumerable<SuspendedCall>> OfRewardsAsync(SuspendedBrand world)
    {
        var (rewards, terms) = (world.Cedar.Rewards, RewardsMade.Terms("cedar", RewardKind.Goods, 1));
        terms.LimitedStock = true;
        var cup = await RewardsMade.ActiveAsync(world.Cedar, "cup", terms, stock: 3);
        var game = await RewardsMade.ActiveAsync(world.Cedar, "game", RewardsMade.Terms("cedar", RewardKind.Code, 1));
        var fulfilled = await RedeemedAsync();
        var cancelled = await RedeemedAsync();
        // No device is named, so none is known.
        var rare = terms.Clone();
        (rare.LimitedStock, rare.Checks) = (false, new RewardChecks { NewDevice = true });
        var held = (await rewards.RedeemRewardAsync(RewardsMade.Redeeming(
            await RewardsMade.ActiveAsync(world.Cedar, "rare", rare), world.AtCedar))).Redemption.Name;
        var wei = await world.Alliance.GivenPersonAsync("cedar", world.Cedar, "checker");
        return
        [
            Caller(Rewards + "CreateReward", () => rewards.CreateRewardAsync(
                new() { RequestId = Id(), Parent = "partners/cedar", RewardId = "mug", Terms = terms }).ResponseAsync),
            Caller(Rewards + "UpdateReward", () => rewards.UpdateRewardAsync(
                new() { RequestId = Id(), Name = cup, Revision = 2, Terms = terms }).ResponseAsync),
            Caller(Rewards + "AddStock", () => rewards.AddStockAsync(
                new() { RequestId = Id(), Name = cup, Units = 1, Reason = "found" }).ResponseAsync),
            Caller(Rewards + "AddCodes", () => rewards.AddCodesAsync(
                new() { RequestId = Id(), Name = game, Codes = { "G1" } }).ResponseAsync),
            Caller(Rewards + "RedeemReward", () => rewards.RedeemRewardAsync(
                RewardsMade.Redeeming(cup, world.AtCedar)).ResponseAsync),
            Caller(Rewards + "FulfilRedemption", () => rewards.FulfilRedemptionAsync(
                RewardsMade.Fulfilling(fulfilled)).ResponseAsync),
            Caller(Rewards + "CancelRedemption", () => rewards.CancelRedemptionAsync(
                RewardsMade.Cancelling(cancelled)).ResponseAsync),
            Caller(Rewards + "DecideRedemption", () => wei.Rewards.DecideRedemptionAsync(
                RewardsMade.Deciding(held, RedemptionDecision.Release)).ResponseAsync),
            Caller(Rewards + "SetRewardState", () => rewards.SetRewardStateAsync(
                new() { RequestId = Id(), Name = cup, State = RewardState.Paused }).ResponseAsync),
        ];

        async Task<string> RedeemedAsync() => (await rewards.RedeemRewardAsync(
            RewardsMade.Redeeming(cup, world.AtCedar))).Redemption.Name;
    }

    private static InviteUserRequest Invitation(string person) => new()
    {
        RequestId = Id(),
        Parent = "partners/cedar",
        Person = person,
        DisplayName = person,
        Role = UserRole.Desk,
    };

    private static async Task<IEnumerable<SuspendedCall>> OfProgramsAsync(SuspendedBrand world)
    {
        var second = await world.Alliance.GivenCredentialAsync("cedar", CredentialRole.PartnerAdmin);
        var made = await ProgramsMade.OnAsync("cedar", world.Cedar, second);
        await made.GrantAsync("cedar", world.Cedar, world.AtCedar);
        var (programs, terms) = (world.Cedar.Programs, ProgramsMade.Terms("cedar"));
        return
        [
            Caller(Programs + "CreateProgram", () => programs.CreateProgramAsync(
                new() { RequestId = Id(), Parent = "partners/cedar", ProgramId = "second",
                    Title = new() { En = "Cedar" } }).ResponseAsync),
            Caller(Programs + "CreateRuleSet", () => programs.CreateRuleSetAsync(
                new() { RequestId = Id(), Parent = "partners/cedar/programs/main", Terms = terms }).ResponseAsync),
            Caller(Programs + "ApplyTemplate", () => programs.ApplyTemplateAsync(
                ProgramsMade.Template("cedar", "partners/cedar/programs/main")).ResponseAsync),
            Caller(Programs + "UpdateRuleSet", () => programs.UpdateRuleSetAsync(
                new() { RequestId = Id(), Name = made.Unsafe, Revision = 1, Terms = terms }).ResponseAsync),
            Caller(Programs + "ProposeRuleSet", () => programs.ProposeRuleSetAsync(
                new() { RequestId = Id(), Name = made.Draft, Revision = 1 }).ResponseAsync),
            Caller(Programs + "ApproveRuleSet", () => second.Programs.ApproveRuleSetAsync(
                new() { RequestId = Id(), Name = made.Generous, Reason = "sale" }).ResponseAsync),
            Caller(Programs + "PublishRuleSet", () => programs.PublishRuleSetAsync(
                new() { RequestId = Id(), Name = made.Approved }).ResponseAsync),
            Caller(Checkout + "EvaluateOrder", () => world.Cedar.Checkout.EvaluateOrderAsync(
                new() { Program = Program, Order = ProgramsMade.Order("cedar", made.Time) })
                .ResponseAsync),
            Caller(Checkout + "PlaceOrder", () => world.Cedar.Checkout.PlaceOrderAsync(
                new() { Program = Program, Order = ProgramsMade.Order("cedar", made.Time) })
                .ResponseAsync),
            Caller("/federation.programs.v1.EventService/ReportEvent", () => world.Cedar.Events.ReportEventAsync(new()
            {
                Program = Program,
                Event = new Event
                {
                    Source = "app",
                    EventId = Id(),
                    Member = world.AtCedar,
                    Type = new EventType { Kind = EventKind.CheckIn },
                    EventTime = made.Time,
                },
            }).ResponseAsync),
            Caller(Checkout + "AdvanceOrder", () => world.Cedar.Checkout.AdvanceOrderAsync(
                new() { Name = made.Unpaid, State = OrderState.Paid }).ResponseAsync),
            Caller(Checkout + "CancelOrder", () => world.Cedar.Checkout.CancelOrderAsync(
                new() { Name = made.Unpaid }).ResponseAsync),
            Caller(Checkout + "ReturnOrder", () => world.Cedar.Checkout.ReturnOrderAsync(
                new() { Name = made.Sold, ReturnId = "1", All = true }).ResponseAsync),
            Caller(Coupons + "GrantCoupons", () => world.Cedar.Coupons.GrantCouponsAsync(
                new() { RequestId = Id(), Program = Program, Member = world.AtCedar, Definition = "gift" })
                .ResponseAsync),
            Caller(Coupons + "ClaimCoupon", () => world.Cedar.Coupons.ClaimCouponAsync(
                new() { RequestId = Id(), Program = Program, Member = world.AtCedar, Definition = "free" })
                .ResponseAsync),
            Caller(Coupons + "GenerateCoupons", () => world.Cedar.Coupons.GenerateCouponsAsync(
                new() { RequestId = Id(), Program = Program, Definition = "gift", Quantity = 1 }).ResponseAsync),
            Caller(Coupons + "VoidCoupon", () => world.Cedar.Coupons.VoidCouponAsync(
                new() { RequestId = Id(), Name = made.Granted }).ResponseAsync),
        ];
    }

    /// <summary>In the programme that the calls before made.</summary>
    private static async Task<IEnumerable<SuspendedCall>> OfReferralsAsync(SuspendedBrand world)
    {
        var referrals = world.Cedar.Referrals;
        var code = await ReferralsMade.CodeAsync(world.Cedar, Program, world.AtCedar);
        var brought = await Alliance.GivenMemberAsync(world.Cedar, "brought");
        return
        [
            Caller(Referrals + "CreateReferralCode", () => referrals.CreateReferralCodeAsync(
                ReferralsMade.Creating(Program, world.AtCedar)).ResponseAsync),
            Caller(Referrals + "UseReferralCode", () => referrals.UseReferralCodeAsync(
                ReferralsMade.Using(Program, brought, code)).ResponseAsync),
        ];
    }

    private static async Task<IEnumerable<SuspendedCall>> OfCasesAsync(SuspendedBrand world)
    {
        var time = (await world.Cedar.Clock.GetClockAsync(new())).Clock.Now;
        var held = await RisksMade.HeldAsync(
            world.Cedar, Program, world.AtCedar, () => ProgramsMade.Order("cedar", time));
        var name = held.OrderName.Replace("/orders/", "/cases/", StringComparison.Ordinal);
        var wei = await world.Alliance.GivenPersonAsync("cedar", world.Cedar, "decider");
        return
        [
            Caller(Cases + "DecideCase", () => wei.Cases.DecideCaseAsync(
                RisksMade.Deciding(name, CaseState.ForMember)).ResponseAsync),
        ];
    }

    /// <summary>One is rejected and proposed anew, and another one approved.</summary>
    private static async Task<IEnumerable<SuspendedCall>> OfCorrectionsAsync(SuspendedBrand world)
    {
        var (cedar, second) =
            (world.Cedar, await world.Alliance.GivenCredentialAsync("cedar", CredentialRole.PartnerAdmin));
        var rejected = await CorrectionsMade.ProposedAsync("cedar", "rejected", cedar, second, world.AtCedar);
        var approved = await CorrectionsMade.ProposedAsync("cedar", "approved", cedar, second, world.AtCedar);
        var proposal = await CorrectionsMade.ProposalAsync(cedar, "partners/cedar/programs/rejected");
        return
        [
            Caller(Corrections + "RejectCorrection", () => cedar.Corrections.RejectCorrectionAsync(
                new() { RequestId = Id(), Name = rejected.Name }).ResponseAsync),
            Caller(Corrections + "ProposeCorrection", () => CorrectionsMade.ProposeAsync(cedar, proposal)),
            Caller(Corrections + "ApproveCorrection", () => CorrectionsMade.ApproveAsync(second, approved)),
        ];
    }

    /// <summary>In the programme that the calls before made.</summary>
    private static async Task<IEnumerable<SuspendedCall>> OfMemberProgramsAsync(SuspendedBrand world)
    {
        var (programs, member) = (world.Cedar.MemberPrograms, world.AtCedar);
        var (from, to) = (new Google.Type.Date { Year = 2026, Month = 1, Day = 1 },
            new Google.Type.Date { Year = 2027, Month = 1, Day = 1 });
        var grant = (await programs.GrantTierAsync(Grant())).Grant.Name;
        var freeze = (await programs.FreezeTierAsync(Freeze())).Freeze.Name;
        return
        [
            Caller(MemberPrograms + "SetProfile", () => programs.SetProfileAsync(
                new() { RequestId = Id(), Member = member, Birthday = new() { Month = 2, Day = 29 } }).ResponseAsync),
            Caller(MemberPrograms + "UpdateSegment", () => programs.UpdateSegmentAsync(new()
            {
                RequestId = Id(),
                Program = Program,
                Segment = "segments/vip",
                Add = { member },
            }).ResponseAsync),
            Caller(MemberPrograms + "GrantTier", () => programs.GrantTierAsync(Grant()).ResponseAsync),
            Caller(MemberPrograms + "RevokeTierGrant", () => programs.RevokeTierGrantAsync(
                new() { RequestId = Id(), Name = grant }).ResponseAsync),
            Caller(MemberPrograms + "FreezeTier", () => programs.FreezeTierAsync(Freeze()).ResponseAsync),
            Caller(MemberPrograms + "UnfreezeTier", () => programs.UnfreezeTierAsync(
                new() { RequestId = Id(), Name = freeze }).ResponseAsync),
        ];

        GrantTierRequest Grant() => new()
        {
            RequestId = Id(),
            Program = Program,
            Member = member,
            Scheme = "club",
            Level = "gold",
            FromDate = from,
            ToDate = to,
            Reason = "goodwill",
        };

        FreezeTierRequest Freeze() => new()
        {
            RequestId = Id(),
            Program = Program,
            FromDate = from,
            ToDate = to,
            Reason = "flood",
        };
    }

    private static async Task<IEnumerable<SuspendedCall>> OfMembersAsync(SuspendedBrand world)
    {
        var (members, name) = (world.Cedar.Members, world.AtCedar);
        var (leaving, closing) = (await Alliance.GivenMemberAsync(world.Cedar, "leaving"),
            await Alliance.GivenMemberAsync(world.Cedar, "closing"));
        var (staying, back) = (await Alliance.GivenMemberAsync(world.Cedar, "staying"),
            await Alliance.GivenMemberAsync(world.Cedar, "back"));
        await members.RequestClosureAsync(new() { RequestId = Id(), Name = staying });
        await members.UnlinkMemberAsync(new() { RequestId = Id(), Name = back });
        var stranger = await Alliance.GivenMemberAsync(world.Aster, "stranger");
        var code =
            (await world.Aster.Members.CreateLinkCodeAsync(new() { RequestId = Id(), Member = stranger })).LinkCode;
        var payCode = (await members.CreatePayCodeAsync(
            new() { RequestId = Id(), Member = name, Maximum = Alliance.Coins("cedar", 5) })).PayCode;
        return
        [
            Caller(Members + "RevokePayCode",
                () => members.RevokePayCodeAsync(new() { RequestId = Id(), PayCode = payCode }).ResponseAsync),
            Caller(Members + "RegisterMember",
                () => members.RegisterMemberAsync(new() { RequestId = Id(), ExternalId = "new" }).ResponseAsync),
            Caller(Members + "UpdateMember", () => members.UpdateMemberAsync(
                new() { RequestId = Id(), Name = name, LanguageCode = "en" }).ResponseAsync),
            Caller(Members + "CreateLinkCode",
                () => members.CreateLinkCodeAsync(new() { RequestId = Id(), Member = name }).ResponseAsync),
            Caller(Members + "LinkMember", () => members.LinkMemberAsync(
                new() { RequestId = Id(), LinkCode = code, ExternalId = "stranger" }).ResponseAsync),
            Caller(Members + "SetAlliedSpending", () => members.SetAlliedSpendingAsync(
                new() { RequestId = Id(), Member = name, AlliedSpending = new() { Enabled = true } }).ResponseAsync),
            Caller(Members + "CreatePayCode", () => members.CreatePayCodeAsync(
                new() { RequestId = Id(), Member = name, Maximum = Alliance.Coins("cedar", 5) }).ResponseAsync),
            Caller(SignIns + "CreateSignInLink", () => world.Cedar.SignIns.CreateSignInLinkAsync(
                new() { RequestId = Id(), Member = name }).ResponseAsync),
            Caller(Members + "UnlinkMember",
                () => members.UnlinkMemberAsync(new() { RequestId = Id(), Name = leaving }).ResponseAsync),
            Caller(Members + "RequestClosure",
                () => members.RequestClosureAsync(new() { RequestId = Id(), Name = closing }).ResponseAsync),
            Caller(Members + "WithdrawClosure",
                () => members.WithdrawClosureAsync(new() { RequestId = Id(), Name = staying }).ResponseAsync),
            Caller(Members + "RelinkMember",
                () => members.RelinkMemberAsync(new() { RequestId = Id(), Name = back }).ResponseAsync),
        ];
    }

    private static async Task<IEnumerable<SuspendedCall>> OfAdjustmentsAsync(SuspendedBrand world)
    {
        var adjustments = world.Cedar.Adjustments;
        var other = await world.Alliance.GivenCredentialAsync("cedar", CredentialRole.PartnerAdmin);
        var approved = (await other.Adjustments.ProposeAdjustmentAsync(Proposal())).Adjustment.Name;
        var rejected = (await adjustments.ProposeAdjustmentAsync(Proposal())).Adjustment.Name;
        return
        [
            Caller(Adjustments + "ProposeAdjustment", () => adjustments.ProposeAdjustmentAsync(Proposal())
                .ResponseAsync),
            Caller(Adjustments + "ApproveAdjustment", () => adjustments.ApproveAdjustmentAsync(
                new() { RequestId = Id(), Name = approved }).ResponseAsync),
            Caller(Adjustments + "RejectAdjustment", () => adjustments.RejectAdjustmentAsync(
                new() { RequestId = Id(), Name = rejected, Reason = "test" }).ResponseAsync),
            Caller(Adjustments + "SetAdjustmentLimit", () => adjustments.SetAdjustmentLimitAsync(
                new() { RequestId = Id(), Coin = "coins/cedar", DailyUnits = 10 }).ResponseAsync),
        ];

        ProposeAdjustmentRequest Proposal() => new()
        {
            RequestId = Id(),
            Parent = "partners/cedar",
            Member = world.AtCedar,
            Coin = "coins/cedar",
            Units = 1,
            ReasonCode = "test",
            Reason = "test",
        };
    }

    private static async Task<IEnumerable<SuspendedCall>> OfLedgerAsync(SuspendedBrand world)
    {
        var (cedar, ledger, name) = (world.Cedar, world.Cedar.Ledger, world.AtCedar);
        var now = (await world.Alliance.Admin.Clock.GetClockAsync(new())).Clock.Now;
        var other = await Alliance.GivenMemberAsync(cedar, "other");
        var (frozen, closed) =
            (await Alliance.GivenMemberAsync(cedar, "frozen"), await Alliance.GivenMemberAsync(cedar, "closed"));
        var reversed = (await Alliance.EarnAsync(cedar, "cedar", other, 7)).Name;
        var redeemed = (await ledger.RedeemAsync(
            new() { RequestId = Id(), Member = name, Amount = Alliance.Coins("cedar", 10) })).Journal.Name;
        var pending = (await ledger.EarnAsync(new()
        { RequestId = Id(), Member = name, Amount = Alliance.Coins("cedar", 3), OnConfirmation = true })).Journal.Name;
        await Alliance.EarnAsync(cedar, "cedar", frozen, 1);
        await ledger.FreezeAsync(new() { RequestId = Id(), Wallet = frozen + "/wallets/cedar", ReasonCode = "test" });
        var earned = await Alliance.EarnAsync(cedar, "cedar", closed, 1);
        await ledger.ReverseAsync(new() { RequestId = Id(), Journal = earned.Name });
        return
        [
            Caller(Ledger + "Earn", () => Alliance.EarnAsync(cedar, "cedar", name, 5)),
            Caller(Ledger + "Redeem", () => ledger.RedeemAsync(
                new() { RequestId = Id(), Member = name, Amount = Alliance.Coins("cedar", 5) }).ResponseAsync),
            Caller(Ledger + "Clawback", () => ledger.ClawbackAsync(
                new() { RequestId = Id(), Member = name, Amount = Alliance.Coins("cedar", 5) }).ResponseAsync),
            Caller(Ledger + "Refund",
                () => ledger.RefundAsync(new() { RequestId = Id(), Journal = redeemed, All = true }).ResponseAsync),
            Caller(Ledger + "Reverse",
                () => ledger.ReverseAsync(new() { RequestId = Id(), Journal = reversed }).ResponseAsync),
            Caller(Ledger + "Adjust", () => ledger.AdjustAsync(
                new() { RequestId = Id(), Member = name, Coin = "coins/cedar", Units = 5,
                    ReasonCode = "goodwill" }).ResponseAsync),
            Caller(Ledger + "Gift", () => ledger.GiftAsync(
                new() { RequestId = Id(), Member = name, Recipient = other,
                    Amount = Alliance.Coins("cedar", 5) }).ResponseAsync),
            Caller(Ledger + "Confirm",
                () => ledger.ConfirmAsync(new() { RequestId = Id(), Journal = pending }).ResponseAsync),
            Caller(Ledger + "RecordNotice", () => ledger.RecordNoticeAsync(
                new()
                {
                    RequestId = Id(), Wallet = name + "/wallets/cedar",
                    Announced =
                    {
                        new AnnouncedCoins
                        {
                            ExpireTime = now + Duration.FromTimeSpan(TimeSpan.FromDays(30)), Units = 5,
                        },
                    },
                    DeliveredTime = now, Evidence = NoticeEvidence.Accepted,
                    Message = "mail-1",
                }).ResponseAsync),
            Caller(Ledger + "Freeze", () => ledger.FreezeAsync(
                new() { RequestId = Id(), Wallet = other + "/wallets/cedar", ReasonCode = "test" }).ResponseAsync),
            Caller(Ledger + "Unfreeze", () => ledger.UnfreezeAsync(
                new() { RequestId = Id(), Wallet = frozen + "/wallets/cedar", ReasonCode = "test" }).ResponseAsync),
            Caller(Ledger + "CloseWallet", () => ledger.CloseWalletAsync(
                new() { RequestId = Id(), Wallet = closed + "/wallets/cedar", ReasonCode = "test" }).ResponseAsync),
        ];
    }

    private static async Task<IEnumerable<SuspendedCall>> OfHoldsAsync(SuspendedBrand world)
    {
        var ledger = world.Cedar.Ledger;
        var holds = new List<string>();
        for (var n = 0; n < 3; n++)
            holds.Add((await ledger.HoldAsync(
                new()
                {
                    RequestId = Id(),
                    Member = world.AtCedar,
                    Amount = Alliance.Coins("cedar", 5)
                })).Journal.Name.Replace("journals/", "holds/"));
        return
        [
            Caller(Ledger + "Hold", () => ledger.HoldAsync(
                new() { RequestId = Id(), Member = world.AtCedar, Amount = Alliance.Coins("cedar", 5) }).ResponseAsync),
            Caller(Ledger + "Capture", () => ledger.CaptureAsync(
                new CaptureRequest { RequestId = Id(), Hold = holds[0], All = true }).ResponseAsync),
            Caller(Ledger + "ExtendHold", () => ledger.ExtendHoldAsync(
                new() { RequestId = Id(), Hold = holds[1],
                    Lifetime = Duration.FromTimeSpan(TimeSpan.FromDays(1)) }).ResponseAsync),
            Caller(Ledger + "Release", () => ledger.ReleaseAsync(
                new ReleaseRequest { RequestId = Id(), Hold = holds[2], All = true }).ResponseAsync),
        ];
    }

    /// <summary>What begins something new: at cedar's till with aster's coins, and with cedar's coins at birch's
    /// till.</summary>
    private static IEnumerable<SuspendedCall> OfNewExchanges(SuspendedBrand world)
    {
        var (cedar, birch) = (world.Cedar.Exchanges, world.Birch.Exchanges);
        return
        [
            Caller(Exchange + "ListSpendable", () => cedar.ListSpendableAsync(
                new() { Merchant = "partners/cedar/merchants/till", Member = world.AtCedar }).ResponseAsync),
            Caller(Exchange + "CreateQuote",
                () => cedar.CreateQuoteAsync(SuspendedBrand.QuoteOf("cedar", world.AtCedar, "aster")).ResponseAsync),
            Caller(Exchange + "Pay",
                () => cedar.PayAsync(SuspendedBrand.PayOf("cedar", world.AtCedar, "aster")).ResponseAsync),
            Caller(Exchange + "Authorize",
                () => cedar.AuthorizeAsync(SuspendedBrand.AuthorizeOf("cedar", world.AtCedar, "aster")).ResponseAsync),
            Caller(Exchange + "Convert",
                () => cedar.ConvertAsync(SuspendedBrand.ConvertOf(world.AtCedar, "aster", "cedar")).ResponseAsync),
            new(Exchange + "CreateQuote", Sides.Source,
                () => birch.CreateQuoteAsync(SuspendedBrand.QuoteOf("birch", world.AtBirch, "cedar")).ResponseAsync),
            new(Exchange + "Pay", Sides.Source,
                () => birch.PayAsync(SuspendedBrand.PayOf("birch", world.AtBirch, "cedar")).ResponseAsync),
            new(Exchange + "Authorize", Sides.Source,
                () => birch.AuthorizeAsync(SuspendedBrand.AuthorizeOf("birch", world.AtBirch, "cedar")).ResponseAsync),
            new(Exchange + "Convert", Sides.Source,
                () => birch.ConvertAsync(SuspendedBrand.ConvertOf(world.AtBirch, "cedar", "birch")).ResponseAsync),
            new(Exchange + "Convert", Sides.Target,
                () => world.Aster.Exchanges.ConvertAsync(
                    SuspendedBrand.ConvertOf(world.AtAster, "aster", "cedar")).ResponseAsync),
        ];
    }

    /// <summary>What ends something that was begun before.</summary>
    private static async Task<IEnumerable<SuspendedCall>> OfOldExchangesAsync(SuspendedBrand world)
    {
        var (aster, birch, cedar) = (world.Aster, world.Birch, world.Cedar);
        var taken = await AuthorizationsAsync(cedar, "cedar", world.AtCedar, "aster");
        var given = await AuthorizationsAsync(birch, "birch", world.AtBirch, "cedar");
        var paid = await SuspendedBrand.PaidAsync(cedar, "cedar", world.AtCedar, "aster");
        var spent = await SuspendedBrand.PaidAsync(birch, "birch", world.AtBirch, "cedar");
        var own = await SuspendedBrand.ConvertedAsync(cedar, world.AtCedar, "aster", "cedar");
        var from = await SuspendedBrand.ConvertedAsync(birch, world.AtBirch, "cedar", "birch");
        var to = await SuspendedBrand.ConvertedAsync(aster, world.AtAster, "aster", "cedar");
        return
        [
            Caller(Exchange + "Capture", () => CaptureAsync(cedar, taken[0])),
            Caller(Exchange + "Release", () => ReleaseAsync(cedar, taken[1])),
            Caller(Exchange + "Refund", () => RefundAsync(cedar, paid)),
            Caller(Exchange + "UndoConvert", () => UndoAsync(cedar, own)),
            new(Exchange + "Capture", Sides.Source, () => CaptureAsync(birch, given[0])),
            new(Exchange + "Release", Sides.Source, () => ReleaseAsync(birch, given[1])),
            new(Exchange + "Refund", Sides.Source, () => RefundAsync(birch, spent)),
            new(Exchange + "UndoConvert", Sides.Source, () => UndoAsync(birch, from)),
            new(Exchange + "UndoConvert", Sides.Target, () => UndoAsync(aster, to)),
        ];

        static async Task<List<string>> AuthorizationsAsync(
            FederationClient till, string brand, string member, string coin) =>
            [await SuspendedBrand.AuthorizedAsync(till, brand, member, coin),
                await SuspendedBrand.AuthorizedAsync(till, brand, member, coin)];
    }

    private static async Task CaptureAsync(FederationClient by, string authorization) =>
        await by.Exchanges.CaptureAsync(
        new Federation.Exchange.V1.CaptureRequest { RequestId = Id(), Authorization = authorization, All = true });

    private static async Task ReleaseAsync(FederationClient by, string authorization) =>
        await by.Exchanges.ReleaseAsync(
        new Federation.Exchange.V1.ReleaseRequest { RequestId = Id(), Authorization = authorization });

    private static async Task RefundAsync(FederationClient by, string exchange) => await by.Exchanges.RefundAsync(
        new Federation.Exchange.V1.RefundRequest { RequestId = Id(), Exchange = exchange, All = true });

    private static async Task UndoAsync(FederationClient by, string exchange) => await by.Exchanges.UndoConvertAsync(
        new Federation.Exchange.V1.UndoConvertRequest { RequestId = Id(), Exchange = exchange });
}
