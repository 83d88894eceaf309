using Federation.Accounts.V1;
using static Grpc.Core.StatusCode;

namespace Federation.Scenarios;

/// <summary>Calls about members, links and codes.</summary>
internal static partial class HostileCalls
{
    private static IEnumerable<HostileCall> Registrations()
    {
        foreach (var (said, number) in new[]
        {
            ("no number", ""), ("129 characters for a number", new string('9', 129)), ("a tab in the number", "a\tb"),
            ("a NUL in the number", "a\0b"),
        })
            yield return Bad($"register a member with {said}", a => a.Aster.Members.RegisterMemberAsync(
                new() { RequestId = Id(), ExternalId = number }), "external_id");
        yield return Bad("register a member with a language that is none", a => a.Aster.Members.RegisterMemberAsync(
            new() { RequestId = Id(), ExternalId = "new", LanguageCode = "Klingon, please" }), "language_code");
        yield return Bad("register a member without a request_id",
            a => a.Aster.Members.RegisterMemberAsync(new() { ExternalId = "new" }), "request_id");
        yield return Row("register a member's number twice", AlreadyExists, "ALREADY_EXISTS",
            a => a.Aster.Members.RegisterMemberAsync(new() { RequestId = Id(), ExternalId = "ann" }));
        yield return Row("register a member as an alliance admin", PermissionDenied, "ROLE_MISSING",
            a => a.Admin.Members.RegisterMemberAsync(new() { RequestId = Id(), ExternalId = "new" }));
        yield return Row("register a member as a suspended brand", FailedPrecondition, "PARTNER_SUSPENDED",
            a => a.Cedar.Members.RegisterMemberAsync(new() { RequestId = Id(), ExternalId = "new" }));
        yield return Row("register a member with a token that may only read", PermissionDenied, "SCOPE_MISSING",
            a => a.AsterReader.Members.RegisterMemberAsync(new() { RequestId = Id(), ExternalId = "new" }));
        yield return Row("register two members under one request_id", AlreadyExists, "REQUEST_ID_REUSED", async a =>
        {
            var id = Id();
            await a.Aster.Members.RegisterMemberAsync(new() { RequestId = id, ExternalId = id });
            await a.Aster.Members.RegisterMemberAsync(new() { RequestId = id, ExternalId = id + "-2" });
        });
        yield return Row("find an unknown number", NotFound, "MEMBER_NOT_FOUND",
            a => a.Aster.Members.FindMemberAsync(new() { ExternalId = "' OR '1'='1" }));
        yield return Row("find another brand's number", NotFound, "MEMBER_NOT_FOUND",
            a => a.Aster.Members.FindMemberAsync(new() { ExternalId = "kim" }));
        yield return Row("get a member under another brand's name", NotFound, "MEMBER_NOT_FOUND",
            a => a.Aster.Members.GetMemberAsync(new() { Name = a.Ann.AtBirch }));
        yield return Bad("get members/../partners",
            a => a.Aster.Members.GetMemberAsync(new() { Name = "members/../partners" }), "name");
        yield return Bad("list 100000 members",
            a => a.Aster.Members.ListMembersAsync(new() { PageSize = 100_000 }), "page_size");
    }

    private static IEnumerable<HostileCall> Codes() =>
    [
        Row("link with a mistyped code", NotFound, "LINK_CODE_NOT_FOUND", async a =>
            await LinkAsync(a, Mistyped(await a.GivenLinkCodeAsync(a.Fay.Name)))),
        Row("link with a code of nonsense", NotFound, "LINK_CODE_NOT_FOUND",
            a => LinkAsync(a, "'; DROP TABLE link_codes")),
        Row("link with a pay code", NotFound, "LINK_CODE_NOT_FOUND", async a =>
            await LinkAsync(a, await a.GivenPayCodeAsync(a.Ann.Name, 1))),
        Bad("link without a code", a => LinkAsync(a, ""), "link_code"),
        Row("link with a code that was used", FailedPrecondition, "LINK_CODE_USED", a => LinkAsync(a, a.UsedLinkCode)),
        // A code ends with its member's link, which is as if its minutes had passed.
        Row("link with a code that has ended", FailedPrecondition, "LINK_CODE_EXPIRED",
            a => LinkAsync(a, a.Unlinked.LinkCode)),
        Row("link a closed member", FailedPrecondition, "MEMBER_CLOSED", a => LinkAsync(a, a.Closed.LinkCode)),
        Row("link a member that is linked", FailedPrecondition, "ALREADY_LINKED", async a =>
            await LinkAsync(a, await a.GivenLinkCodeAsync(a.Ann.Name))),
        Row("link under a number that is taken", AlreadyExists, "ALREADY_EXISTS", async a =>
        {
            var code = await a.Dune.Members.CreateLinkCodeAsync(new() { RequestId = Id(), Member = a.Rich });
            await LinkAsync(a, code.LinkCode, "ann");
        }),
        Row("link as a suspended brand", FailedPrecondition, "PARTNER_SUSPENDED", async a =>
            await a.Cedar.Members.LinkMemberAsync(
                new() { RequestId = Id(), ExternalId = "new", LinkCode = await a.GivenLinkCodeAsync(a.Ann.Name) })),
        Row("make a link code for a closed member", FailedPrecondition, "MEMBER_CLOSED",
            a => a.GivenLinkCodeAsync(a.Closed.Name)),
        Row("make a link code for an unlinked member", FailedPrecondition, "NOT_LINKED",
            a => a.GivenLinkCodeAsync(a.Unlinked.Name)),
        Row("make a pay code for a closed member", FailedPrecondition, "MEMBER_CLOSED",
            a => a.GivenPayCodeAsync(a.Closed.Name, 1)),
        Row("make a pay code for an unlinked member", FailedPrecondition, "NOT_LINKED",
            a => a.GivenPayCodeAsync(a.Unlinked.Name, 1)),
        Row("make a pay code under another brand's name", NotFound, "MEMBER_NOT_FOUND",
            a => a.GivenPayCodeAsync(a.Ann.AtBirch, 1)),
        Row("make a pay code for an unknown till", NotFound, "MERCHANT_NOT_FOUND",
            a => a.GivenPayCodeAsync(a.Ann.Name, 1, "partners/birch/merchants/nowhere")),
        Bad("make a pay code for 0", a => a.GivenPayCodeAsync(a.Ann.Name, 0), "maximum.units"),
        Bad("make a pay code for a bad till", a => a.GivenPayCodeAsync(a.Ann.Name, 1, "birch"), "merchant"),
        Row("make a pay code for another brand's coin", PermissionDenied, "NOT_YOURS",
            a => a.Birch.Members.CreatePayCodeAsync(
            new CreatePayCodeRequest { RequestId = Id(), Member = a.Ann.AtBirch, Maximum = Of("aster", 1) })),
        Row("make a pay code for an unknown coin", NotFound, "COIN_NOT_FOUND", a => a.Birch.Members.CreatePayCodeAsync(
            new CreatePayCodeRequest { RequestId = Id(), Member = a.Ann.AtBirch, Maximum = Of("nothing", 1) })),
    ];

    private static IEnumerable<HostileCall> Memberships() =>
    [
        Row("unlink twice", FailedPrecondition, "NOT_LINKED",
            a => a.Aster.Members.UnlinkMemberAsync(new() { RequestId = Id(), Name = a.Unlinked.Name })),
        Row("unlink a closed member", FailedPrecondition, "NOT_LINKED",
            a => a.Aster.Members.UnlinkMemberAsync(new() { RequestId = Id(), Name = a.Closed.Name })),
        Row("unlink as a suspended brand", FailedPrecondition, "PARTNER_SUSPENDED",
            a => a.Cedar.Members.UnlinkMemberAsync(new() { RequestId = Id(), Name = a.Kim.Name })),
        Row("relink a member that is linked", FailedPrecondition, "ALREADY_LINKED",
            a => a.Aster.Members.RelinkMemberAsync(new() { RequestId = Id(), Name = a.Ann.Name })),
        Row("relink a member that is linked elsewhere", FailedPrecondition, "LINK_CODE_NEEDED",
            a => a.Aster.Members.RelinkMemberAsync(new() { RequestId = Id(), Name = a.Unlinked.Name })),
        Row("relink a closed member", FailedPrecondition, "MEMBER_CLOSED",
            a => a.Aster.Members.RelinkMemberAsync(new() { RequestId = Id(), Name = a.Closed.Name })),
        Row("relink another brand's member", NotFound, "MEMBER_NOT_FOUND",
            a => a.Aster.Members.RelinkMemberAsync(new() { RequestId = Id(), Name = a.Kim.AtBirch })),
        Row("make a sixth link code", ResourceExhausted, "CODES_EXHAUSTED", async a =>
        {
            for (var i = 0; i < 6; i++)
                await a.GivenLinkCodeAsync(a.Hal);
        }),
        Row("update a closed member", FailedPrecondition, "MEMBER_CLOSED",
            a => a.Aster.Members.UpdateMemberAsync(
                new() { RequestId = Id(), Name = a.Closed.Name, LanguageCode = "en" })),
        Row("update a member to a number that is taken", AlreadyExists, "ALREADY_EXISTS",
            a => a.Aster.Members.UpdateMemberAsync(new() { RequestId = Id(), Name = a.Ann.Name, ExternalId = "bob" })),
        Row("consent for a closed member", FailedPrecondition, "MEMBER_CLOSED", a => ConsentAsync(a, a.Closed.Name, 1)),
        Row("consent for an unlinked member", FailedPrecondition, "NOT_LINKED",
            a => ConsentAsync(a, a.Unlinked.Name, 1)),
        Row("consent for an unknown member", NotFound, "MEMBER_NOT_FOUND", a => ConsentAsync(a, Nobody, 1)),
        Bad("consent to -1 a day", a => ConsentAsync(a, a.Ann.Name, -1), "allied_spending.daily_cap_units"),
        Bad("consent to nothing said", a => a.Aster.Members.SetAlliedSpendingAsync(
            new() { RequestId = Id(), Member = a.Ann.Name }), "allied_spending"),
    ];

    private static IEnumerable<HostileCall> Closings() =>
    [
        Row("ask to close a member that is not linked any more", FailedPrecondition, "NOT_LINKED",
            a => a.Aster.Members.RequestClosureAsync(new() { RequestId = Id(), Name = a.Unlinked.Name })),
        Row("ask to close an unknown member", NotFound, "MEMBER_NOT_FOUND",
            a => a.Aster.Members.RequestClosureAsync(new() { RequestId = Id(), Name = Nobody })),
        Row("ask to close another brand's member", NotFound, "MEMBER_NOT_FOUND",
            a => a.Aster.Members.RequestClosureAsync(new() { RequestId = Id(), Name = a.Ann.AtBirch })),
        Row("ask to close a member as a suspended brand", FailedPrecondition, "PARTNER_SUSPENDED",
            a => a.Cedar.Members.RequestClosureAsync(new() { RequestId = Id(), Name = a.Kim.Name })),
        Row("ask to close a member as the alliance", PermissionDenied, "ROLE_MISSING",
            a => a.Admin.Members.RequestClosureAsync(new() { RequestId = Id(), Name = a.Ann.Name })),
        Row("withdraw a closing that nobody asked for", FailedPrecondition, "CLOSURE_NOT_REQUESTED",
            a => a.Aster.Members.WithdrawClosureAsync(new() { RequestId = Id(), Name = a.Ann.Name })),
        Row("withdraw the closing of a closed member", FailedPrecondition, "MEMBER_CLOSED",
            a => a.Aster.Members.WithdrawClosureAsync(new() { RequestId = Id(), Name = a.Closed.Name })),
        Row("propose a closing as a brand", PermissionDenied, "ROLE_MISSING",
            a => a.Aster.Members.ProposeClosureAsync(new() { RequestId = Id(), Name = a.Ann.Name })),
        Row("propose a closing as an approver", PermissionDenied, "ROLE_MISSING",
            a => a.Approver.Members.ProposeClosureAsync(new() { RequestId = Id(), Name = a.Ann.Name })),
        Row("propose the closing of a brand's name of a member", NotFound, "MEMBER_NOT_FOUND",
            a => a.Admin.Members.ProposeClosureAsync(new() { RequestId = Id(), Name = a.Ann.Name })),
        Row("approve a closing as an admin", PermissionDenied, "ROLE_MISSING",
            a => a.Admin.Members.ApproveClosureAsync(new() { RequestId = Id(), Name = a.Ann.Name })),
        Row("approve the closing of nobody", NotFound, "MEMBER_NOT_FOUND",
            a => a.Approver.Members.ApproveClosureAsync(new() { RequestId = Id(), Name = Nobody })),
        Row("cancel a closing as a brand", PermissionDenied, "ROLE_MISSING",
            a => a.Aster.Members.CancelClosureAsync(new() { RequestId = Id(), Name = a.Ann.Name })),
        Bad("propose the closing of members/x",
            a => a.Admin.Members.ProposeClosureAsync(new() { RequestId = Id(), Name = "members/x" }), "name"),
        Row("look at a closing as a brand", PermissionDenied, "ROLE_MISSING",
            a => a.Aster.Members.GetClosureAsync(new() { Name = a.Ann.Name })),
    ];

    private static async Task LinkAsync(HostileAlliance a, string code, string number = "new") =>
        await a.Birch.Members.LinkMemberAsync(new() { RequestId = Id(), LinkCode = code, ExternalId = number });

    private static Task ConsentAsync(HostileAlliance a, string member, long cap) =>
        Alliance.GivenConsentAsync(a.Aster, member, cap);

    /// <summary>The code with another last character.</summary>
    private static string Mistyped(string code) => code[..^1] + (code[^1] == '7' ? '8' : '7');
}
