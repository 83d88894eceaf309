using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Federation.Testing;

namespace Federation.Rules.Tests;

/// <summary>Draws, against a second implementation in another language, and their laws.</summary>
public sealed class DrawTests
{
    private const string Name = "partners/aster/draws/summer";

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(7, 1)]
    [InlineData(64, 2)]
    [InlineData(1000, 1)]
    [InlineData(1333, 3)]
    public async Task Draw_OfAnySize_IsWhatAnotherLanguageSays(int tickets, int share)
    {
        var random = new Random(tickets);
        var secret = new byte[DrawSeeds.SecretBytes];
        random.NextBytes(secret);
        var holders = Holders(random, tickets);
        const string value = "lottery of 2026-12-01: 3 7 19 22 41 + 8";
        var root = new TicketTree(holders).Root;
        var seed = DrawSeeds.SeedOf(Name, secret, root, tickets, value);
        using var found = await OtherAsync(new
        {
            name = Name,
            secret = Convert.ToBase64String(secret),
            tickets = holders.Select(Convert.ToBase64String),
            publicValue = value,
            share,
        });
        Assert.Equal(
            (Convert.ToBase64String(DrawSeeds.CommitmentOf(Name, secret)), Convert.ToBase64String(root),
                Convert.ToBase64String(seed)),
            (Text(found, "commitment"), Text(found, "root"), Text(found, "seed")));
        Assert.Equal(
            DrawWinners.Of(seed, holders, share),
            found.RootElement.GetProperty("winners").EnumerateArray().Select(w => w.GetInt32()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(100)]
    public void Proof_OfEachTicket_ShowsItAndNoOther(int tickets)
    {
        var holders = Holders(new Random(tickets), tickets);
        var tree = new TicketTree(holders);
        for (var number = 0; number < tickets; number++)
        {
            var proof = tree.ProofOf(number);
            Assert.True(TicketTree.Proves(tree.Root, tickets, number, holders[number], proof));
            Assert.False(TicketTree.Proves(tree.Root, tickets, number, [.. holders[number], 0], proof));
            Assert.False(TicketTree.Proves(tree.Root, tickets, number + 1, holders[number], proof));
            Assert.False(TicketTree.Proves(tree.Root, tickets, number, holders[number], [.. proof, tree.Root]));
            if (proof.Count > 0)
                Assert.False(TicketTree.Proves(tree.Root, tickets, number, holders[number], [.. proof.Skip(1)]));
        }
        Assert.False(TicketTree.Proves(tree.Root, tickets, -1, holders[0], tree.ProofOf(0)));
    }

    [Fact]
    public void Picks_OfAllTickets_TakeEachOnce()
    {
        var seed = SHA256.HashData("seed"u8);
        Assert.Equal(Enumerable.Range(0, 10_000), DrawPicks.Of(seed, 10_000).Order());
        Assert.Empty(DrawPicks.Of(seed, 0));
    }

    /// <summary>Each ticket is picked first about equally often.</summary>
    [Fact]
    public void Picks_ByManySeeds_FavourNobody()
    {
        var first = new int[7];
        for (var i = 0; i < 7000; i++)
            first[DrawPicks.Of(SHA256.HashData(Encoding.UTF8.GetBytes($"{i}")), 7).First()]++;
        Assert.All(first, times => Assert.InRange(times, 850, 1150));
    }

    [Fact]
    public void Winners_WithAShare_AreNeverTheSameHolderMoreOften()
    {
        var holders = Holders(new Random(1), 500);
        var winners = DrawWinners.Of(SHA256.HashData("seed"u8), holders, 2).ToList();
        Assert.Equal(2, winners.GroupBy(w => Convert.ToHexString(holders[w])).Max(g => g.Count()));
        Assert.Equal(winners.Count, winners.Distinct().Count());
    }

    private static List<byte[]> Holders(Random random, int tickets)
    {
        var people = Enumerable.Range(0, (tickets / 3) + 1)
            .Select(i => SHA256.HashData(Encoding.UTF8.GetBytes($"holder {i}"))[..16]).ToList();
        return [.. Enumerable.Range(0, tickets).Select(_ => people[random.Next(people.Count)])];
    }

    private static string Text(JsonDocument found, string name) => found.RootElement.GetProperty(name).GetString()!;

    private static async Task<JsonDocument> OtherAsync(object draw)
    {
        var start = new ProcessStartInfo("node")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.ArgumentList.Add(
            Path.Combine(SourceTree.Root, "tests", "Federation.Rules.Tests", "Draws", "draw.mjs"));
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(JsonSerializer.Serialize(draw));
        process.StandardInput.Close();
        var answer = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return JsonDocument.Parse(answer);
    }
}
