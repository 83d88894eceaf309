using Federation.Accounts.V1;
using Federation.Gateway.V1;
using static Grpc.Core.StatusCode;

namespace Federation.Scenarios;

/// <summary>Calls of a member for itself, in a session that has shown it to be aster's customer alone; and what brands
/// do with a member's name for itself.</summary>
internal static partial class HostileCalls
{
    private const string Self = SignedMember.Me;
    private const string AtAster = "partners/aster";
    private const string AtBirch = "partners/birch";

    private static IEnumerable<HostileCall> OwnMemberships() =>
    [
        Row("list memberships of a brand's name as a member", NotFound, "MEMBER_NOT_FOUND",
            a => a.AnnAtAster.Members.ListMembershipsAsync(new() { Member = a.Ann.Name })),
        Row("list memberships of another member as a member", NotFound, "MEMBER_NOT_FOUND",
            a => a.AnnAtAster.Members.ListMembershipsAsync(new() { Member = a.Bob.Name })),
        Row("list what waits as a member", PermissionDenied, "ROLE_MISSING",
            a => new TaskService.TaskServiceClient(a.AnnAtAster.Invoker).ListTasksAsync(new())),
        Row("list memberships as a brand", PermissionDenied, "ROLE_MISSING",
            a => a.Aster.Members.ListMembershipsAsync(new() { Member = a.Ann.Name })),
        Row("consent as a member through a brand that is not proven", PermissionDenied, "BRAND_NOT_PROVEN",
            a => OwnConsentAsync(a, AtBirch)),
        Row("consent as a member through a brand that there is not", PermissionDenied, "BRAND_NOT_PROVEN",
            a => OwnConsentAsync(a, "partners/nowhere")),
        Row("consent as a member for another", NotFound, "MEMBER_NOT_FOUND",
            a => OwnConsentAsync(a, AtAster, a.Bob.Name)),
        Bad("consent as a member through no brand", a => OwnConsentAsync(a, ""), "partner"),
        Bad("consent as a brand through another brand", a => a.Aster.Members.SetAlliedSpendingAsync(new()
        {
            RequestId = Id(),
            Member = a.Ann.Name,
            Partner = AtBirch,
            AlliedSpending = new(),
        }), "partner"),
        Row("consent as a brand for members/me", NotFound, "MEMBER_NOT_FOUND", a => ConsentAsync(a, Self, 1)),
        Row("make a link code as a brand for members/me", NotFound, "MEMBER_NOT_FOUND",
            a => a.GivenLinkCodeAsync(Self)),
        Row("leave a brand that is not proven", PermissionDenied, "BRAND_NOT_PROVEN",
            a => a.AnnAtAster.Members.UnlinkMemberAsync(new() { RequestId = Id(), Name = Self, Partner = AtBirch })),
        Row("register a member as a member", PermissionDenied, "ROLE_MISSING",
            a => a.AnnAtAster.Members.RegisterMemberAsync(new() { RequestId = Id(), ExternalId = "new" })),
        Row("link as a member", PermissionDenied, "ROLE_MISSING", async a => await a.AnnAtAster.Members.LinkMemberAsync(
            new() { RequestId = Id(), ExternalId = "new", LinkCode = await a.GivenLinkCodeAsync(a.Fay.Name) })),
        Row("ask to be closed as a member", PermissionDenied, "ROLE_MISSING",
            a => a.AnnAtAster.Members.RequestClosureAsync(new() { RequestId = Id(), Name = Self })),
    ];

    private static IEnumerable<HostileCall> OwnCodes() =>
    [
        Row("make a link code as a member through a brand that is not proven", PermissionDenied, "BRAND_NOT_PROVEN",
            a => a.AnnAtAster.Members.CreateLinkCodeAsync(
                new() { RequestId = Id(), Member = Self, Partner = AtBirch })),
        Row("make a pay code as a member for a coin that is not proven", PermissionDenied, "BRAND_NOT_PROVEN",
            a => OwnPayCodeAsync(a, new() { Maximum = Of("birch", 1) })),
        Row("make a pay code as a member for two coins, one not proven", PermissionDenied, "BRAND_NOT_PROVEN",
            a => OwnPayCodeAsync(a, Several("coins/aster", "coins/birch"))),
        Row("make a pay code as a member for a coin that there is not", NotFound, "COIN_NOT_FOUND",
            a => OwnPayCodeAsync(a, Several("coins/aster", "coins/nothing"))),
        Bad("make a pay code for a coin twice", a => OwnPayCodeAsync(a, Several("coins/aster", "coins/aster")),
            "coins"),
        Bad("make a pay code with two maxima", a => OwnPayCodeAsync(
            a, new(Several("coins/aster")) { Maximum = Of("aster", 1) }), "maximum"),
        Row("revoke another member's pay code", NotFound, "PAY_CODE_NOT_FOUND", async a =>
            await RevokeAsync(a.AnnAtAster.Members, await a.GivenPayCodeAsync(a.Bob.Name, 1))),
        Row("revoke another brand's pay code", NotFound, "PAY_CODE_NOT_FOUND", async a =>
            await RevokeAsync(a.Birch.Members, await a.GivenPayCodeAsync(a.Bob.Name, 1))),
        Row("revoke a pay code of nonsense", NotFound, "PAY_CODE_NOT_FOUND",
            a => RevokeAsync(a.Aster.Members, "'; DROP TABLE pay_codes")),
        Bad("revoke no pay code", a => RevokeAsync(a.Aster.Members, ""), "pay_code"),
        Row("revoke a pay code that was used", FailedPrecondition, "PAY_CODE_USED",
            a => RevokeAsync(a.Aster.Members, a.Paid.UsedCode)),
        Row("pay with a pay code that was revoked", FailedPrecondition, "PAY_CODE_REVOKED", async a =>
        {
            var code = await a.GivenPayCodeAsync(a.Bob.Name, 50);
            await RevokeAsync(a.Aster.Members, code);
            await a.Birch.Exchanges.PayAsync(ByCode(code, 10));
        }),
        Row("pay with a pay code for several coins and name another", FailedPrecondition, "PAY_CODE_MISMATCH",
            async a =>
            {
                var made = await OwnPayCodeAsync(a, Several("coins/aster"));
                await a.Birch.Exchanges.PayAsync(ByCode(made.PayCode, 10, "dune"));
            }),
        Row("watch another member's pay code", NotFound, "PAY_CODE_NOT_FOUND", async a =>
        {
            var code = await a.GivenPayCodeAsync(a.Bob.Name, 1);
            using var watching = a.AnnAtAster.Members.WatchPayCode(new() { PayCode = code });
            await watching.ResponseStream.MoveNext(CancellationToken.None);
        }),
    ];

    private static IEnumerable<HostileCall> OwnPrograms() =>
    [
        Row("read another member's order as a member", NotFound, "ORDER_NOT_FOUND",
            a => a.AnnAtAster.Checkout.GetOrderAsync(new() { Name = a.Programs.Sold })),
        Row("read another member's coupons as a member", NotFound, "MEMBER_NOT_FOUND",
            a => a.AnnAtAster.Coupons.ListCouponsAsync(new() { Program = Program, Member = a.Bob.Name })),
        Row("claim a coupon as a member for another", NotFound, "MEMBER_NOT_FOUND",
            a => a.AnnAtAster.Coupons.ClaimCouponAsync(
                new() { RequestId = Id(), Program = Program, Member = a.Bob.Name, Definition = "free" })),
        Row("claim a coupon of a brand that is not proven", PermissionDenied, "BRAND_NOT_PROVEN",
            a => a.AnnAtAster.Coupons.ClaimCouponAsync(new()
            {
                RequestId = Id(),
                Program = AtBirch + "/programs/main",
                Member = Self,
                Definition = "free",
            })),
        Row("list programmes of a brand that is not proven", PermissionDenied, "BRAND_NOT_PROVEN",
            a => a.AnnAtAster.Programs.ListProgramsAsync(new() { Parent = AtBirch })),
        Row("read rules as a member", PermissionDenied, "ROLE_MISSING",
            a => a.AnnAtAster.Programs.GetRuleSetAsync(new() { Name = a.Programs.Draft })),
        Row("place an order as a member", PermissionDenied, "ROLE_MISSING",
            a => a.AnnAtAster.Checkout.PlaceOrderAsync(
                new() { Program = Program, Order = ProgramsMade.Order("aster", a.Programs.Time) })),
        Row("read the status of members/me as a brand", NotFound, "MEMBER_NOT_FOUND",
            a => a.Aster.MemberPrograms.GetMemberStatusAsync(new() { Program = Program, Member = Self })),
        Row("place an order of members/me as a brand", NotFound, "MEMBER_NOT_FOUND", async a =>
        {
            var order = ProgramsMade.Order("aster", a.Programs.Time);
            order.Member = Self;
            await a.Aster.Checkout.PlaceOrderAsync(new() { Program = Program, Order = order });
        }),
    ];

    private static async Task OwnConsentAsync(HostileAlliance a, string partner, string member = Self) =>
        await a.AnnAtAster.Members.SetAlliedSpendingAsync(
            new() { RequestId = Id(), Member = member, Partner = partner, AlliedSpending = new() });

    private static async Task<CreatePayCodeResponse> OwnPayCodeAsync(HostileAlliance a, CreatePayCodeRequest request)
    {
        (request.RequestId, request.Member) = (Id(), Self);
        return await a.AnnAtAster.Members.CreatePayCodeAsync(request);
    }

    private static CreatePayCodeRequest Several(params string[] coins) =>
        new() { Coins = { coins }, MaximumMoney = new() { Currency = "GBP", Units = 1 } };

    private static async Task RevokeAsync(MemberService.MemberServiceClient members, string code) =>
        await members.RevokePayCodeAsync(new() { RequestId = Id(), PayCode = code });
}
