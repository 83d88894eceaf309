using Federation.Hosting;
using Federation.Partners.Internal.V1;

using Federation.Testing;

namespace Federation.Tests;

public sealed class SuspensionsTests
{
    private static readonly string[] Reads = ["Get", "BatchGet", "List", "Find", "Check", "Diff", "Simulate", "Watch"];

    // Each of their items is checked by its own row.
    private static readonly string[] Envelopes =
        ["Batch", "DryRun", "StreamCommands", "BatchPlaceOrders", "StreamOrders", "BatchReportEvents"];

    [Fact]
    public void EveryCommandOfABrand_HasARow()
    {
        var commands = Permissions.ByMethod.Where(p => !p.Value.Internal
                && (p.Value.Roles.Contains(Role.PartnerAdmin) || p.Value.Roles.Contains(Role.PartnerService)))
            .Select(p => p.Key).Where(m => NameOf(m) == "ListSpendable" || !IsRead(NameOf(m)));
        Assert.Equal(commands.Order(StringComparer.Ordinal), Suspensions.ByMethod.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Documentation_HasTheTable()
    {
        var rows = File.ReadLines(Path.Combine(SourceTree.Root, "docs", "security.md"))
            .SkipWhile(l => l != "## What a suspension stops").Skip(1)
            .TakeWhile(l => !l.StartsWith("## ", StringComparison.Ordinal))
            .Where(l => l.StartsWith("| `", StringComparison.Ordinal)).ToList();
        var table = Suspensions.ByMethod.Values.Select(r =>
            $"| `{r.Method["/federation.".Length..]}` | {Said(r, Sides.Caller)} | {Said(r, Sides.Source)} | "
            + $"{Said(r, Sides.Target)} |");
        Assert.Equal(table.Order(StringComparer.Ordinal), rows.Order(StringComparer.Ordinal));

        static string Said(SuspensionRule rule, Sides side) => rule.Stops.HasFlag(side) ? "stopped" : "—";
    }

    [Fact]
    public void Refuses_EachRow_OnItsSidesAlone()
    {
        var brands = new GetDirectoryResponse();
        brands.Partners.Add(new DirectoryPartner { Id = "cedar", Suspended = true });
        brands.Partners.Add(new DirectoryPartner { Id = "aster" });
        var directory = new DirectorySnapshot(brands);
        foreach (var rule in Suspensions.ByMethod.Values)
        {
            Assert.Equal(
                rule.Stops.HasFlag(Sides.Caller), rule.Refuses(directory, "cedar", "aster", "aster") is not null);
            Assert.Equal(
                rule.Stops.HasFlag(Sides.Source), rule.Refuses(directory, "aster", "cedar", "aster") is not null);
            Assert.Equal(
                rule.Stops.HasFlag(Sides.Target), rule.Refuses(directory, "aster", "aster", "cedar") is not null);
            Assert.Null(rule.Refuses(directory, "aster"));
        }
    }

    private static string NameOf(string method) => method[(method.LastIndexOf('/') + 1)..];

    private static bool IsRead(string name) =>
        Envelopes.Contains(name) || Reads.Any(r => name.StartsWith(r, StringComparison.Ordinal));
}
