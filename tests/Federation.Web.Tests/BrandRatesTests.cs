using System.Net;
using Federation.Exchange.V1;

namespace Federation.Web.Tests;

/// <summary>The alliance's rates, as a brand sees them.</summary>
public sealed class BrandRatesTests : IAsyncLifetime
{
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

    /// <summary>Drafts are the alliance's own, and what waits for the brand comes first.</summary>
    [Fact]
    public async Task Boards_AreListed_WithoutDrafts_AndWhatWaitsFirst()
    {
        all.Alliance.BoardList.Single(b => b.Name == "boards/6").PendingPartners.Add("partners/aster");

        var html = await visit.ReadAsync("/portal/rates");

        Assert.DoesNotContain("/portal/rates/4", html, StringComparison.Ordinal);
        var places = new[] { "/portal/rates/6\"", "Yours to decide", "/portal/rates/3\"" }
            .Select(p => html.IndexOf(p, StringComparison.Ordinal)).ToList();
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
    }

    /// <summary>A rate that changes shows what it is in force: 90 of Aster's for one of Dune's at 120, less
    /// 1 %.</summary>
    [Fact]
    public async Task Board_ShowsTheBrandsOwnCoin_AndWhatChanges()
    {
        var html = WebUtility.HtmlDecode(await visit.ReadAsync("/portal/rates/5"));

        Assert.Contains("Rates of ASTER", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Rates of DUNE", html, StringComparison.Ordinal);
        Assert.Contains("0.7425 (1.113)", html, StringComparison.Ordinal);
        Assert.Contains("1.782<", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Approval_IsAskedOfTheBrandsThatTheBoardConcerns_AndSentOnce()
    {
        Assert.DoesNotContain("Your approval", await visit.ReadAsync("/portal/rates/6"), StringComparison.Ordinal);
        all.Alliance.BoardList.Single(b => b.Name == "boards/6").PendingPartners.Add("partners/aster");
        var fields = Visit.FieldsOf(await visit.ReadAsync("/portal/rates/6"));
        fields["reason"] = "We agreed.";

        using var answer = await visit.PostAsync("/portal/rates/6", fields);

        Assert.EndsWith("/portal/rates/6", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        var sent = Assert.IsType<ApproveBoardRequest>(Assert.Single(all.Alliance.Commands));
        Assert.Equal(("boards/6", "We agreed."), (sent.Name, sent.Reason));
    }

    /// <summary>Who may not approve sees the rates and no button.</summary>
    [Fact]
    public async Task Approval_IsNotOffered_ToWhoMayReadAlone()
    {
        all.Alliance.BoardList.Single(b => b.Name == "boards/6").PendingPartners.Add("partners/aster");
        (all.Authority.Role, all.Authority.Scopes) = ("partner-service", ["boards.read", "partners.read"]);
        using var reader = await all.SignedInAsync();

        var html = await reader.ReadAsync("/portal/rates/6");

        Assert.Contains("Rates of ASTER", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Your approval", html, StringComparison.Ordinal);
    }
}
