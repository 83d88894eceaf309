using System.Net;
using Federation.Gateway.V1;
using Federation.Programs.V1;

namespace Federation.Web.Tests;

/// <summary>The portal's cases: what was found, and what is decided about it.</summary>
public sealed class CasePagesTests : IAsyncLifetime
{
    private const string All = "/portal/cases";

    private static readonly string One = $"{All}/main/{FakeAlliance.Id[..^1]}";
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

    public static TheoryData<string, string, string> Said => new()
    {
        { All, "Many coins of one <i>device 1</i>", "单设备大量积分 1" },
        { All + "?show=all", "Against the customer", "不支持顾客" },
        { One + "1", "If nobody decides by", "前无人决定" },
        { One + "2", "A family with <u>one</u> tablet.", "A family with <u>one</u> tablet." },
        { One + "4", "Nobody decided in time", "期限内无人决定" },
        { One + "5", "Order cancelled", "订单已取消" },
    };

    [Theory]
    [MemberData(nameof(Said))]
    public Task Page_SaysInBothLanguages_WhatTheAllianceSaid(string path, string english, string chinese) =>
        visit.AssertSaysAsync(path, english, chinese, "<i>device|<u>one");

    /// <summary>A case that is soon decided by its deadline is on the first page.</summary>
    [Fact]
    public async Task Home_NamesCasesThatAreDueSoon()
    {
        all.Alliance.Tasks.Tasks.Add(new WaitingTask
        {
            Kind = TaskKind.Case,
            Name = $"partners/aster/programs/main/cases/{FakeAlliance.Id[..^1]}1",
        });
        await visit.AssertSaysAsync("/portal", "Case whose deadline is near", "即将到期的案件", "<i>device");
        Assert.Contains($"href=\"{One}1\"", await visit.ReadAsync("/portal"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_AsksForWhatItsAddressSays_OfTheBrandAlone()
    {
        await visit.ReadAsync(All + "?program=nobody%2F..%2Fother&after=x");
        Assert.StartsWith("partners/aster/programs/", all.Alliance.CasesAsked!.Program, StringComparison.Ordinal);
        Assert.DoesNotContain("other", all.Alliance.CasesAsked.Program, StringComparison.Ordinal);
        Assert.True(all.Alliance.CasesAsked.OpenOnly);
        Assert.Equal("x", all.Alliance.CasesAsked.PageToken);
    }

    [Theory]
    [InlineData("for", CaseState.ForMember)]
    [InlineData("against", CaseState.AgainstMember)]
    public async Task Case_IsDecided_WithAReason(string form, CaseState verdict)
    {
        var fields = Visit.FormOf(await visit.ReadAsync(One + "1"), form);
        using var empty = await visit.PostAsync(One + "1", fields);
        Assert.Equal(HttpStatusCode.OK, empty.StatusCode);
        Assert.Contains("Say why.", await empty.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(all.Alliance.Commands);

        fields[form + "-why"] = "A family with one tablet.";
        using var done = await visit.PostAsync(One + "1", fields);
        Assert.EndsWith(One + "1", done.Headers.Location!.ToString(), StringComparison.Ordinal);
        var sent = Assert.IsType<DecideCaseRequest>(Assert.Single(all.Alliance.Commands));
        Assert.Equal(
            ($"partners/aster/programs/main/cases/{FakeAlliance.Id[..^1]}1", verdict, "A family with one tablet."),
            (sent.Name, sent.Verdict, sent.Reason));
    }

    [Theory]
    [InlineData("2")]
    [InlineData("5")]
    public async Task Decided_IsNotDecidedAgain(string number) =>
        Assert.DoesNotContain(
            "for-why", await visit.ReadAsync(One + number), StringComparison.Ordinal);

    [Fact]
    public async Task Reader_WhoMayNotDecide_HasNoForm()
    {
        all.Authority.Scopes = ["cases.read", "programs.read"];
        using var reader = await all.SignedInAsync();
        Assert.DoesNotContain("for-why", await reader.ReadAsync(One + "1"), StringComparison.Ordinal);
    }
}
