using System.Net;
using Federation.Errors.V1;
using Federation.Identity.V1;
using Federation.Ledger.V1;
using Federation.Partners.V1;
using Grpc.Core;

namespace Federation.Web.Tests;

/// <summary>The console's pages: what they show, and what they ask for.</summary>
public sealed class ConsolePagesTests : IAsyncLifetime
{
    private Surroundings all = null!;
    private Visit visit = null!;

    public async ValueTask InitializeAsync()
    {
        all = await Surroundings.StartAsync();
        all.Authority.Role = "alliance-admin";
        visit = await all.SignedInAsync();
    }

    public async ValueTask DisposeAsync()
    {
        visit.Dispose();
        await all.DisposeAsync();
    }

    /// <summary>The page is sent while the check goes on: its head, how far it is, and what it found, in one document
    /// that is whole.</summary>
    [Fact]
    public async Task BooksCheck_SaysHowFarItIs_AndWhatItFound()
    {
        var fields = Visit.FieldsOf(await visit.ReadAsync("/console/books"));

        using var answer = await visit.PostAsync("/console/books/check", fields);
        var html = await answer.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        string[] parts =
            ["<h1>", "Step 1 of 2: wallets", "Step 2 of 2: totals", "The books balance", "</main>", "</html>"];
        var order = parts.Select(part => html.IndexOf(part, StringComparison.Ordinal)).ToList();
        Assert.DoesNotContain(-1, order);
        Assert.Equal(order.Order(), order);
        Assert.Single(html.Split("<main").Skip(1));
    }

    [Fact]
    public async Task BooksCheck_WithDifferences_NamesEach()
    {
        all.Alliance.BooksFound = new CheckBooksResponse
        {
            Discrepancies =
            {
                new Discrepancy
                {
                    Check = "wallet balance",
                    Subject = "<i>wallet</i>",
                    ExpectedUnits = 5,
                    FoundUnits = 6,
                },
            },
        };
        var fields = Visit.FieldsOf(await visit.ReadAsync("/console/books"));

        using var answer = await visit.PostAsync("/console/books/check", fields);
        var html = await answer.Content.ReadAsStringAsync();

        Assert.Contains("1 row differs", html, StringComparison.Ordinal);
        Assert.Contains("&lt;i&gt;wallet&lt;/i&gt;", html, StringComparison.Ordinal);
    }

    /// <summary>The books are read by whoever is sent there by another site's form: it is not.</summary>
    [Fact]
    public async Task BooksCheck_FromElsewhere_OrWithoutItsForm_IsNotBegun()
    {
        using var foreign = await visit.PostAsync("/console/books/check", [], site: "cross-site");
        using var without = await visit.PostAsync("/console/books/check", []);

        Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, without.StatusCode);
        Assert.DoesNotContain(all.Alliance.Calls, c => c.Method == "StreamCheckBooks");
    }

    /// <summary>What stands in the way is said on the page, whose head was sent before.</summary>
    [Fact]
    public async Task BooksCheck_Refused_SaysWhy()
    {
        var fields = Visit.FieldsOf(await visit.ReadAsync("/console/books"));
        all.Alliance.Refusal = method => method == "StreamCheckBooks"
            ? FakeAlliance.Refuse(ErrorReason.ScopeMissing, StatusCode.PermissionDenied) : null;

        using var answer = await visit.PostAsync("/console/books/check", fields);
        var html = await answer.Content.ReadAsStringAsync();

        Assert.Contains("SCOPE_MISSING", html, StringComparison.Ordinal);
        Assert.EndsWith("</html>", html.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Overview_WhileAModuleIsAway_ShowsTheRest()
    {
        all.Alliance.Refusal = method => method == "ListPositions"
            ? new RpcException(new Status(StatusCode.DeadlineExceeded, "")) : null;

        var html = await visit.ReadAsync("/console");

        Assert.Contains("Everything that expired by", html, StringComparison.Ordinal);
        Assert.Contains("cannot be reached", html, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>What waits leads to where it is decided; what has no page is named; a module that did not answer
    /// is said.</summary>
    [Fact]
    public async Task Overview_SaysWhatWaits_AndWhereNobodyAnswered()
    {
        var html = await visit.ReadAsync("/console");

        Assert.Contains("href=\"/people/cleo\"", html, StringComparison.Ordinal);
        Assert.Contains("Asked for by ben", html, StringComparison.Ordinal);
        Assert.Contains("alliance/credentials/&lt;b&gt;x&lt;/b&gt;", html, StringComparison.Ordinal);
        Assert.Contains("whether something waits there: exchange.", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Suspension_IsDoneOnce_HoweverOftenItsFormIsSent()
    {
        var fields = Visit.FieldsOf(await visit.ReadAsync("/console/brands/birch"), "[^>]*[^>]*>.{0,400}suspend");
        fields["_handler"] = "suspend";

        for (var i = 0; i < 2; i++)
        {
            using var answer = await visit.PostAsync("/console/brands/birch", fields);
            all.Alliance.IsSuspended = false;
        }

        Assert.Single(all.Alliance.Commands.OfType<SuspendPartnerRequest>().Select(c => c.RequestId).Distinct());
    }

    [Fact]
    public async Task Clock_BackOrUnreadable_IsNotAsked()
    {
        var fields = Visit.FieldsOf(await visit.ReadAsync("/console/clock"));
        foreach (var (day, time, says) in new[]
            {
                ("2011-12-01", "00:00", "Choose a time after"), ("yesterday", "00:00", "Enter a day"),
                ("2012-01-01", "25:00", "Enter a time"),
            })
        {
            (fields["day"], fields["time"]) = (day, time);
            using var answer = await visit.PostAsync("/console/clock", fields);
            Assert.Contains(says, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        Assert.DoesNotContain(all.Alliance.Calls, c => c.Method == "AdvanceClock");
    }

    /// <summary>Of the alliance's people: who did not ask for it may approve, and the revision that was seen is what is
    /// approved.</summary>
    [Fact]
    public async Task Proposal_IsApproved_ByThePageThatShowedIt()
    {
        var html = await visit.ReadAsync("/people/cleo");
        var fields = Visit.FieldsOf(html);
        using var answer = await visit.PostAsync("/people/cleo", fields);

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal(5, Assert.Single(all.Alliance.Commands.OfType<ApproveUserRequest>()).Revision);
    }

    [Fact]
    public async Task Proposal_OfOnesOwn_HasNoButton()
    {
        all.Alliance.People[2].Proposal.Proposer = "admins/ada";

        var html = await visit.ReadAsync("/people/cleo");

        Assert.DoesNotContain("value=\"approve\"", html, StringComparison.Ordinal);
    }
}
