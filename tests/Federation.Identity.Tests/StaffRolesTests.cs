using Federation.Hosting;
using Federation.Testing;

namespace Federation.Identity.Tests;

/// <summary>The roles of people against the table of permissions and the documentation.</summary>
public sealed class StaffRolesTests
{
    private static readonly string[] ReadingVerbs =
        ["Get", "BatchGet", "List", "Find", "Check", "StreamCheck", "Diff", "Simulate", "Watch", "Preview", "WhatIf"];

    public static TheoryData<string, string> Roles =>
        [.. All.Select(r => (r.Owner, r.Role.Name))];

    private static IEnumerable<(string Owner, StaffRole Role)> All =>
    [
        .. StaffRoles.OfBrands.Select(r => ("partners/aster", r)),
        .. StaffRoles.OfAlliance.Select(r => ("alliance", r)),
    ];

    [Theory]
    [MemberData(nameof(Roles))]
    public void Scopes_AreThoseOfTheRoleInTokens(string owner, string name)
    {
        var role = StaffRoles.Find(owner, name)!;
        Assert.Empty(role.Scopes.Except(Permissions.ScopesOf(role.Role)));
        Assert.Equal(role.Scopes.Distinct().Order(StringComparer.Ordinal), role.Scopes);
        Assert.Equal(owner == "alliance", role.IsOfAlliance);
    }

    /// <summary>Commands carry a request_id, but for a few, which have other names than reads have.
    /// PermissionsTests.Commands_CarryARequestId holds that.</summary>
    [Fact]
    public void ReadScopes_ChangeNothing()
    {
        foreach (var scope in StaffRoles.ReadScopes)
        {
            var methods = Permissions.ByMethod.Where(p => p.Value.Scope == scope).Select(p => p.Key).ToList();
            Assert.NotEmpty(methods);
            Assert.All(methods, m =>
            {
                var name = m[(m.LastIndexOf('/') + 1)..];
                Assert.Contains(ReadingVerbs, v => name.StartsWith(v, StringComparison.Ordinal));
                // Two have the id of the command that they ask about.
                Assert.True(name is "GetOutcome" or "ListRequests" || !Requests.HasId(m), m);
            });
        }
    }

    [Fact]
    public void ReadScopes_AreThoseNamedSo()
    {
        var reads = Permissions.ByMethod.Values.Select(p => p.Scope).OfType<string>().Distinct()
            .Where(s => s.EndsWith(".read", StringComparison.Ordinal)
                || s.EndsWith(".check", StringComparison.Ordinal));
        Assert.Equal(reads.Order(StringComparer.Ordinal), StaffRoles.ReadScopes.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("partners/aster", "analyst")]
    [InlineData("partners/aster", "finance")]
    [InlineData("alliance", "auditor")]
    public void Readers_ChangeNothing(string owner, string name) =>
        Assert.Empty(StaffRoles.Find(owner, name)!.Scopes.Except(StaffRoles.ReadScopes));

    [Fact]
    public void Desk_GivesNoCoins_AndNoAuthority()
    {
        var desk = StaffRoles.Find("partners/aster", "desk")!;
        Assert.Empty(desk.Scopes.Intersect(
        [
            "ledger.earn", "ledger.adjust", "orders.place", "coupons.grant", "credentials.write", "credentials.read",
            "users.write", "exchange.pay", "members.signin", "members.link",
        ]));
    }

    [Fact]
    public void Documentation_HasTheTable()
    {
        var rows = File.ReadLines(Path.Combine(SourceTree.Root, "docs", "security.md"))
            .Where(l => l.StartsWith("| `staff ", StringComparison.Ordinal))
            .Select(l => l.Split('|', StringSplitOptions.TrimEntries))
            .Select(c => $"{c[1].Trim('`')} {c[2].Trim('`')} {c[3].Replace("`", "", StringComparison.Ordinal)}");
        var table = All.Select(r =>
            $"staff {(r.Role.IsOfAlliance ? "alliance" : "brand")} {r.Role.Name} "
            + $"{Permissions.NameOf(r.Role.Role)} {Shown(r.Role)}");
        Assert.Equal(table.Order(StringComparer.Ordinal), rows.Order(StringComparer.Ordinal));
    }

    /// <summary>All, all reads, or the list.</summary>
    private static string Shown(StaffRole role)
    {
        var all = Permissions.ScopesOf(role.Role);
        if (role.Scopes.Count == all.Count)
            return "all";
        return role.Scopes.SequenceEqual(all.Intersect(StaffRoles.ReadScopes))
            ? "all that change nothing"
            : string.Join(", ", role.Scopes);
    }
}
