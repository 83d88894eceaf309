using Federation.Errors.V1;
using Grpc.Core;

namespace Federation.Web.Tests;

/// <summary>The portal's first pages.</summary>
public sealed class PortalPagesTests
{
    /// <summary>What is done is what the alliance says: a credential, a coin, a shop, coins given, rules, a rate; no
    /// member.</summary>
    [Fact]
    public async Task Start_IsMeasured()
    {
        await using var all = await Surroundings.StartAsync();
        all.Authority.Role = "partner-admin";
        using var visit = await all.SignedInAsync();

        var html = await visit.ReadAsync("/portal");

        Assert.Contains("Getting started, 6 of 7 done", html, StringComparison.Ordinal);
        Assert.Equal(6, html.Split("<li class=\"done\">").Length - 1);
        Assert.Equal(1, html.Split("aria-current=\"step\"").Length - 1);
    }

    /// <summary>A step that the reader's role may not see is not in the list, and not counted as missing.</summary>
    [Fact]
    public async Task Start_ForWhoMaySeeLess_HasLess()
    {
        await using var all = await Surroundings.StartAsync();
        (all.Authority.Role, all.Authority.Scopes) = ("partner-service", ["partners.read", "ledger.read"]);
        using var visit = await all.SignedInAsync();

        var html = await visit.ReadAsync("/portal/start");

        Assert.DoesNotContain("A credential for your systems", html, StringComparison.Ordinal);
        Assert.Contains("First coins", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Home_WhileTheLedgerRefuses_SaysWhy_AndShowsTheRest()
    {
        await using var all = await Surroundings.StartAsync();
        all.Authority.Role = "partner-admin";
        all.Alliance.Refusal = method => method == "GetCoinTotals"
            ? FakeAlliance.Refuse(ErrorReason.PartnerSuspended, StatusCode.FailedPrecondition) : null;
        using var visit = await all.SignedInAsync();

        var html = await visit.ReadAsync("/portal");

        Assert.Contains("PARTNER_SUSPENDED", html, StringComparison.Ordinal);
        Assert.Contains("£1,234.56", html, StringComparison.Ordinal);
    }
}
