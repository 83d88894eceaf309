using System.Net;
using Federation.Errors.V1;
using Federation.Ledger.V1;
using Federation.Partners.V1;
using Grpc.Core;

namespace Federation.Web.Tests;

/// <summary>The portal's pages: what they show, what they ask for, and that they are of one brand alone.</summary>
public sealed class PortalPagesTests : IAsyncLifetime
{
    private const string Member = "/portal/members/" + FakeAlliance.Id;
    private Surroundings all = null!;
    private Visit visit = null!;

    public async ValueTask InitializeAsync()
    {
        all = await Surroundings.StartAsync();
        all.Authority.Role = "partner-admin";
        visit = await all.SignedInAsync();
    }

    public async ValueTask DisposeAsync()
    {
        visit.Dispose();
        await all.DisposeAsync();
    }

    /// <summary>Names of partners are text, wherever they stand.</summary>
    [Theory]
    [InlineData("/portal/shops", "&lt;i&gt;The shop&lt;/i&gt;")]
    [InlineData("/portal/credentials", "&lt;script&gt;")]
    [InlineData("/portal/members", "&lt;script&gt;")]
    [InlineData("/portal/journals", "&lt;b&gt;R-7&lt;/b&gt;")]
    [InlineData("/portal/goodwill/" + FakeAlliance.Id, "&lt;b&gt;came late&lt;/b&gt;")]
    public async Task Names_OfOthers_AreShownAsText(string path, string text)
    {
        var html = await visit.ReadAsync(path);
        Assert.Contains(text, html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secret_IsShownOnce_AndKeptByNobody()
    {
        var fields = Visit.FormOf(await visit.ReadAsync("/portal/credentials"), "create");
        (fields["name"], fields["role"]) = ("New till", "service");

        using var answer = await visit.PostAsync("/portal/credentials", fields);
        using var again = await visit.PostAsync("/portal/credentials", fields);
        var page = await visit.ReadAsync("/portal/credentials");

        Assert.Contains(FakeAlliance.GivenSecret, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.DoesNotContain(
            FakeAlliance.GivenSecret, await again.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(FakeAlliance.GivenSecret, page, StringComparison.Ordinal);
        Assert.Contains("New till", page, StringComparison.Ordinal);
    }

    /// <summary>The successor may do what the credential may, and both are good until one is revoked.</summary>
    [Fact]
    public async Task Credential_Replaced_StaysGoodUntilItIsRevoked()
    {
        const string path = "/portal/credentials/aster-till";
        using var made = await visit.PostAsync(path, Visit.FormOf(await visit.ReadAsync(path), "replace"));
        Assert.Contains(FakeAlliance.GivenSecret, await made.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var successor = Assert.Single(all.Alliance.Commands.OfType<CreateCredentialRequest>());
        Assert.Equal(
            (CredentialRole.PartnerService, "ledger.earn ledger.read"),
            (successor.Role, string.Join(' ', successor.Scopes)));
        Assert.DoesNotContain(all.Alliance.CredentialsOfBrand, c => c is { ClientId: "aster-till", Revoked: true });

        using var revoked = await visit.PostAsync(
            path + "/revoke", Visit.FormOf(await visit.ReadAsync(path + "/revoke"), "revoke"));
        Assert.Equal(HttpStatusCode.Found, revoked.StatusCode);
        Assert.True(all.Alliance.CredentialsOfBrand[0].Revoked);
        Assert.DoesNotContain("value=\"replace\"", await visit.ReadAsync(path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shop_ClosesAndOpens_EachOnce()
    {
        const string path = "/portal/shops/shop";
        var fields = Visit.FormOf(await visit.ReadAsync(path), "close");
        for (var i = 0; i < 2; i++)
        {
            using var answer = await visit.PostAsync(path, fields);
            Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
            all.Alliance.IsShopClosed = false;
        }
        Assert.Single(all.Alliance.Commands.OfType<UpdateMerchantRequest>().Select(c => c.RequestId).Distinct());
        all.Alliance.IsShopClosed = true;
        using var opened = await visit.PostAsync(path, Visit.FormOf(await visit.ReadAsync(path), "open"));
        Assert.False(all.Alliance.IsShopClosed);
    }

    [Fact]
    public async Task Goodwill_IsProposedWithinTheLimitThatIsShown()
    {
        const string path = Member + "/goodwill/aster";
        var html = await visit.ReadAsync(path);
        Assert.Contains("350", html, StringComparison.Ordinal);
        Assert.Contains("500", html, StringComparison.Ordinal);
        var fields = Visit.FormOf(html, "propose");
        (fields["way"], fields["amount"], fields["why"], fields["code"]) = ("take", "x", "", "");
        using (var wrong = await visit.PostAsync(path, fields))
            foreach (var id in (string[])["amount", "why", "code"])
                Assert.Contains(
                    $"href=\"#{id}\"", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(all.Alliance.Commands);
        (fields["amount"], fields["why"], fields["code"]) = ("25", "A broken cup.", "goodwill");
        using var done = await visit.PostAsync(path, fields);
        var next = done.Headers.Location!.PathAndQuery;
        Assert.StartsWith("/portal/goodwill/", next, StringComparison.Ordinal);
        var sent = Assert.Single(all.Alliance.Commands.OfType<ProposeAdjustmentRequest>());
        Assert.Equal(
            ("partners/aster", FakeAlliance.BrandsMember, "coins/aster", -25),
            (sent.Parent, sent.Member, sent.Coin, sent.Units));
        // Who proposed it withdraws it, and has no button to approve it.
        var own = await visit.ReadAsync(next);
        Assert.Contains("value=\"reject\"", own, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"approve\"", own, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Goodwill_OfAnother_IsApproved()
    {
        const string path = "/portal/goodwill/" + FakeAlliance.Id;
        using var answer = await visit.PostAsync(path, Visit.FormOf(await visit.ReadAsync(path), "approve"));
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal(AdjustmentState.Booked, all.Alliance.AdjustmentsOfBrand[0].State);
        Assert.Contains("/portal/journals/", await visit.ReadAsync(path), StringComparison.Ordinal);
    }

    /// <summary>A refusal is said above the form, and an old sign-in leads to a new one.</summary>
    [Theory]
    [InlineData(ErrorReason.AdjustmentLimitExceeded, StatusCode.FailedPrecondition, "ADJUSTMENT_LIMIT_EXCEEDED")]
    [InlineData(ErrorReason.SignInNotRecent, StatusCode.PermissionDenied, "fresh=true")]
    public async Task Approval_Refused_SaysWhy(ErrorReason reason, StatusCode code, string says)
    {
        const string path = "/portal/goodwill/" + FakeAlliance.Id;
        var fields = Visit.FormOf(await visit.ReadAsync(path), "approve");
        all.Alliance.Refusal = method => method == "ApproveAdjustment" ? FakeAlliance.Refuse(reason, code) : null;
        using var answer = await visit.PostAsync(path, fields);
        Assert.Contains(says, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(AdjustmentState.Proposed, all.Alliance.AdjustmentsOfBrand[0].State);
    }

    [Fact]
    public async Task Wallet_FreezesWithAReason_AndThaws()
    {
        var fields = Visit.FormOf(await visit.ReadAsync(Member), "freeze-aster");
        fields["reason"] = "";
        using (var without = await visit.PostAsync(Member, fields))
            Assert.Contains("href=\"#reason-aster\"", await without.Content.ReadAsStringAsync(),
                StringComparison.Ordinal);
        fields["reason"] = "stolen-card";
        using var frozen = await visit.PostAsync(Member, fields);
        Assert.Equal(
            FakeAlliance.BrandsMember + "/wallets/aster",
            Assert.Single(all.Alliance.Commands.OfType<FreezeRequest>()).Wallet);
        using var thawed = await visit.PostAsync(Member, Visit.FormOf(await visit.ReadAsync(Member), "unfreeze-aster"));
        Assert.False(all.Alliance.IsWalletFrozen);
    }

    [Fact]
    public async Task Member_WhoseProgrammesAreAway_IsShownAllTheSame()
    {
        all.Alliance.Refusal = method => method is "ListPrograms" or "ListAdjustments"
            ? new RpcException(new Status(StatusCode.DeadlineExceeded, "")) : null;
        Assert.Contains("420", await visit.ReadAsync(Member), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Desk_FindsAMember_OrSaysThatThereIsNone()
    {
        using var found = await visit.GetAsync("/portal/desk?number=17850");
        Assert.Equal(Member, found.Headers.Location?.PathAndQuery);
        Assert.Contains(
            "Nothing was found for", await visit.ReadAsync("/portal/desk?number=%3Cb%3E1"), StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;came late", await visit.ReadAsync("/portal/desk"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Journals_AreFilteredByTheAddress()
    {
        var html = await visit.ReadAsync(
            "/portal/journals?kind=Earn&shop=shop&reference=R-7&from=2011-12-01&until=2011-12-09");
        Assert.Contains(">Earned</a>", html.Replace("\n", "", StringComparison.Ordinal).Replace("  ", "",
            StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("Spent at their own shop</a>", html, StringComparison.Ordinal);
        Assert.Contains(
            "Type a day as 2011-12-09", await visit.ReadAsync("/portal/journals?from=yesterday"),
            StringComparison.Ordinal);
        // Another brand's coin in the address is none of this brand's: its own first is shown.
        Assert.Contains("coin=aster", await visit.ReadAsync("/portal/journals?coin=birch"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refund_NeedsAConfirmation_AndIsDoneOnce()
    {
        const string path = "/portal/journals/" + FakeAlliance.Id;
        all.Alliance.JournalShown = JournalKind.Redeem;
        Assert.Contains($"href=\"{path}/refund\"", await visit.ReadAsync(path), StringComparison.Ordinal);
        var fields = Visit.FormOf(await visit.ReadAsync(path + "/refund"), "refund");
        for (var i = 0; i < 2; i++)
            using (await visit.PostAsync(path + "/refund", fields))
            {
            }
        var sent = Assert.Single(
            all.Alliance.Commands.OfType<Federation.Ledger.V1.RefundRequest>().DistinctBy(r => r.RequestId));
        Assert.Equal(("journals/" + FakeAlliance.Id, true), (sent.Journal, sent.All));
    }

    /// <summary>Whatever the address says, the brand that is asked about is the person's own.</summary>
    [Theory]
    [InlineData("/portal/shops/..%2F..%2Fbirch%2Fmerchants%2Fshop")]
    [InlineData("/portal/goodwill/..%2F..%2Fbirch")]
    [InlineData("/portal/coins/birch")]
    [InlineData("/portal/members/01913b7e-0000-7000-8000-00000000000a")]
    [InlineData("/portal/credentials/birch-till")]
    public async Task Addresses_OfOthers_AreNotFound(string path)
    {
        using var answer = await visit.GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    /// <summary>A desk sees no button for what it may not do.</summary>
    [Fact]
    public async Task Buttons_AreThoseOfTheRole()
    {
        all.Authority.Role = "partner-service";
        all.Authority.Scopes =
            ["members.read", "ledger.read", "adjustments.read", "adjustments.propose", "partners.read"];
        using var desk = await all.SignedInAsync();
        var member = await desk.ReadAsync(Member);
        Assert.Contains("/goodwill/aster", member, StringComparison.Ordinal);
        Assert.DoesNotContain("freeze-aster", member, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "value=\"approve\"", await desk.ReadAsync("/portal/goodwill/" + FakeAlliance.Id), StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"close\"", await desk.ReadAsync("/portal/shops/shop"), StringComparison.Ordinal);
    }
}
