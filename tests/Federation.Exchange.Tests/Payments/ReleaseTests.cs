using Federation.Errors.V1;
using Federation.Exchange.V1;
using Federation.Hosting;

namespace Federation.Exchange.Tests;

/// <summary>Who frees coins that a till has set aside, and for how long it may.</summary>
public sealed class ReleaseTests
{
    private static readonly Call Birch = Call.Of("/exchange", "partners/birch");

    // who, role, whether it may
    [Theory]
    [InlineData("partners/birch", Role.PartnerService, ErrorReason.Unspecified)]
    [InlineData("partners/aster", Role.PartnerAdmin, ErrorReason.Unspecified)]
    [InlineData("admins/ada", Role.AllianceAdmin, ErrorReason.Unspecified)]
    [InlineData("partners/aster", Role.PartnerService, ErrorReason.RoleMissing)]
    [InlineData("partners/cedar", Role.PartnerAdmin, ErrorReason.AuthorizationNotFound)]
    public async Task Release_ByTheTillTheIssuersAdminOrTheAlliance_GivesAllOfItBack(
        string who, Role role, ErrorReason expected)
    {
        await using var module = await StartAsync();
        var authorization = await AuthorizeAsync(module);

        Assert.Equal(expected, await Refusals.ReasonAsync(
            module.Exchanges.Release(ReleaseOf(authorization), Call.Of("Release", who, role))));

        var after = (await module.Exchanges.GetAuthorization(
            new GetAuthorizationRequest { Name = authorization.Name }, Birch)).Authorization;
        Assert.Equal(
            expected == ErrorReason.Unspecified ? AuthorizationState.Closed : AuthorizationState.Open, after.State);
    }

    [Fact]
    public async Task Release_RefusedForTheRole_IsNotRememberedForTheBrand()
    {
        await using var module = await StartAsync();
        var request = ReleaseOf(await AuthorizeAsync(module));

        Assert.Equal(ErrorReason.RoleMissing, await Refusals.ReasonAsync(
            module.Exchanges.Release(request, Call.Of("Release", "partners/aster", Role.PartnerService))));
        await module.Exchanges.Release(request, Call.Of("Release", "partners/aster", Role.PartnerAdmin));
    }

    [Theory]
    [InlineData("birch")]
    [InlineData("aster")]
    public async Task Release_WhileABrandIsSuspended_FreesTheMembersCoins(string suspended)
    {
        await using var module = await StartAsync();
        var (first, second) = (await AuthorizeAsync(module), await AuthorizeAsync(module));
        module.Brands = Given.DirectoryResponse(suspended);
        await module.Directory.FreshAsync(TestContext.Current.CancellationToken);

        await module.Exchanges.Release(ReleaseOf(first), Call.Of("Release", "admins/ada"));
        await module.Exchanges.Release(ReleaseOf(second), Birch);
    }

    [Fact]
    public async Task Authorize_WithoutALifetime_IsShorterByOptInThanByAPayCode()
    {
        await using var module = await StartAsync();
        var byOptIn = await AuthorizeAsync(module);
        module.Consent = Given.Code("aster", 500);
        var shown = new AuthorizeRequest
        {
            RequestId = Module.NewId(),
            Merchant = Given.Merchant("birch"),
            PayCode = "SHOWN",
            Pay = Given.Amount("aster", 500)
        };
        var byCode = (await module.Exchanges.Authorize(shown, Birch)).Authorization;

        Assert.Equal((Given.Now.AddDays(1), Given.Now.AddDays(7)),
            (byOptIn.ExpireTime.ToDateTimeOffset(), byCode.ExpireTime.ToDateTimeOffset()));
    }

    private static async Task<Module> StartAsync()
    {
        var module = await Module.StartAsync();
        await module.PublishAsync();
        return module;
    }

    private static async Task<Authorization> AuthorizeAsync(Module module) => (await module.Exchanges.Authorize(
        new AuthorizeRequest
        {
            RequestId = Module.NewId(),
            Merchant = Given.Merchant("birch"),
            Member = Given.Names.NameFor("birch", Given.Ann),
            Pay = Given.Amount("aster", 500),
        }, Birch)).Authorization;

    private static ReleaseRequest ReleaseOf(Authorization authorization) =>
        new() { RequestId = Module.NewId(), Authorization = authorization.Name };
}
