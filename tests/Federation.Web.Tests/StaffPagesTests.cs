using System.Net;
using Federation.Errors.V1;
using Federation.Hosting;
using Grpc.Core;

namespace Federation.Web.Tests;

/// <summary>What portal and console have in common.</summary>
public sealed class StaffPagesTests
{
    [Theory]
    [InlineData("partner-service", "/portal")]
    [InlineData("partner-admin", "/portal")]
    [InlineData("alliance-admin", "/console")]
    [InlineData("alliance-approver", "/console")]
    public async Task Home_OfStaff_IsThatOfItsSurface(string role, string home)
    {
        await using var all = await Surroundings.StartAsync();
        all.Authority.Role = role;
        using var visit = await all.SignedInAsync();

        using var first = await visit.GetAsync("/");
        using var page = await visit.FollowAsync("/");

        Assert.Equal(home, first.Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task SignIn_WithARoleOfNoPerson_IsRefused()
    {
        await using var all = await Surroundings.StartAsync();
        all.Authority.Role = "module";
        using var visit = all.Visit();

        using var page = await visit.FollowAsync("/signin?return=/portal");

        Assert.DoesNotContain("federation", visit.Cookies.Keys);
        Assert.Contains(
            "The sign-in was refused", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    /// <summary>Each role of people against each link: the rail shows what the table of permissions says.</summary>
    [Fact]
    public async Task Rail_ShowsEachRole_WhatItMayRead()
    {
        await using var all = await Surroundings.StartAsync();
        var faults = new List<string>();
        foreach (var (kind, role) in new[]
            {
                (SessionKind.Brand, Role.PartnerAdmin), (SessionKind.Brand, Role.PartnerService),
                (SessionKind.Alliance, Role.AllianceAdmin), (SessionKind.Alliance, Role.AllianceApprover),
            })
            foreach (var scopes in new[] { Permissions.ScopesOf(role), [] })
            {
                (all.Authority.Role, all.Authority.Scopes) = (Permissions.NameOf(role), scopes);
                using var visit = await all.SignedInAsync();
                var page = await visit.ReadAsync(Rails.HomeOf(kind));
                foreach (var entry in Rails.Of(kind).SelectMany(s => s.Entries))
                {
                    var permission = Permissions.ByMethod[entry.Method];
                    var may = permission.Roles.Contains(role)
                        && (permission.Scope is null || scopes.Contains(permission.Scope));
                    if (page.Contains($"<a href=\"{entry.Path}\"", StringComparison.Ordinal) != may)
                        faults.Add($"{entry.Path} for {role} with {scopes.Count} scopes: {(may ? "not " : "")}shown");
                }
            }
        Assert.Empty(faults);
    }

    [Fact]
    public async Task Page_ThatARoleMayNotRead_SaysSo_WithItsStatus()
    {
        await using var all = await Surroundings.StartAsync();
        all.Authority.Role = "partner-admin";
        all.Alliance.Refusal = method => method == "GetMe"
            ? FakeAlliance.Refuse(ErrorReason.ScopeMissing, StatusCode.PermissionDenied) : null;
        using var visit = await all.SignedInAsync();

        using var answer = await visit.GetAsync("/account");
        var html = await answer.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("Your role does not include this", html, StringComparison.Ordinal);
        Assert.Contains("SCOPE_MISSING", html, StringComparison.Ordinal);
    }
}
