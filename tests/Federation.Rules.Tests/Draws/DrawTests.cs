using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Federation.Testing;

namespace Federation.Rules.Tests;

/// <summary>Draws, against a second implementation in another language, and their laws.</summary>
public sealed class DrawTests
{
    private static readonly Lazy<bool> NoNode = new(() =>
        !(Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, "node"))
                || File.Exists(Path.Combine(folder, "node.exe"))));

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
        var draw = Drawn(tickets, share);
        using var found = await OtherAsync(draw.ToJson());
        Assert.Equal(
            (Convert.ToBase64String(draw.Commitment), Convert.ToBase64String(draw.Root)),
            (Text(found, "commitment"), Text(found, "root")));
        Assert.Equal(draw.Winners, found.RootElement.GetProperty("winners").EnumerateArray().Select(w => w.GetInt32()));
    }

    /// <summary>Prizes that are claimed at random in up to four rounds: both say who has which, and that no winner was
    /// left out.</summary>
    [Theory]
    [InlineData(7, 3)]
    [InlineData(64, 10)]
    [InlineData(20, 40)]
    public async Task Draw_WhosePrizesArePassedOn_IsWhatAnotherLanguageSays(int tickets, int prizes)
    {
        var (drawn, random) = (Drawn(tickets, 1), new Random(prizes));
        var (rounds, claimed, offered) = (new List<PublishedRound>(), new int?[prizes], 0);
        var open = Enumerable.Range(0, prizes).ToList();
        for (var round = 0; round < 4 && offered < drawn.Winners.Count; round++)
        {
            var taken = new List<int>();
            foreach (var prize in open.Take(drawn.Winners.Count - offered).ToList())
            {
                var winner = drawn.Winners[offered++];
                if (random.Next(2) == 0)
                    continue;
                taken.Add(winner);
                claimed[prize] = winner;
                open.Remove(prize);
            }
            rounds.Add(new PublishedRound($"2026-12-0{round + 1}T00:00:00Z", $"2026-12-0{round + 1}T12:00:00Z", taken));
        }
        var draw = drawn with
        {
            Prizes = prizes,
            Winners = [.. drawn.Winners.Take(offered)],
            Rounds = rounds,
            Claimed = claimed,
        };
        Assert.True(DrawCheck.Of(draw).Proves);
        using var found = await OtherAsync(draw.ToJson());
        Assert.Equal(
            claimed,
            found.RootElement.GetProperty("claimed").EnumerateArray()
                .Select(c => c.ValueKind == JsonValueKind.Null ? (int?)null : c.GetInt32()));
        Assert.Equal(offered, found.RootElement.GetProperty("offered").GetInt32());
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

    [Fact]
    public void Proof_WithASiblingOfAnotherLength_ShowsNothing()
    {
        var holders = Holders(new Random(3), 3);
        var tree = new TicketTree(holders);
        var proof = tree.ProofOf(0);
        Assert.All(
            [[.. proof[0], 0], proof[0][..31], []],
            (byte[] sibling) => Assert.False(
                TicketTree.Proves(tree.Root, 3, 0, holders[0], [sibling, .. proof.Skip(1)])));
        Assert.False(TicketTree.Proves(tree.Root, 3, 0, new byte[10_000_000], proof));
    }

    [Fact]
    public void Root_ChangedByItsReader_StaysWhatItWas()
    {
        var tree = new TicketTree(Holders(new Random(3), 3));
        var root = tree.Root;
        tree.Root[0]++;
        Assert.Equal(root, tree.Root);
    }

    [Fact]
    public void Seed_OfWhatIsNoSecretOrNoText_IsRefused()
    {
        var root = new byte[32];
        Assert.ThrowsAny<ArgumentException>(() => DrawSeeds.SeedOf(Name, new byte[31], root, 0, ""));
        Assert.ThrowsAny<ArgumentException>(() => DrawSeeds.SeedOf(Name, new byte[32], root, 0, "\ud800"));
        Assert.ThrowsAny<ArgumentException>(() => DrawWinners.Of(root, [root], 0));
    }

    /// <summary>A draw with a prize for each that could win.</summary>
    private static PublishedDraw Drawn(int tickets, int share)
    {
        var random = new Random(tickets);
        var secret = new byte[DrawSeeds.SecretBytes];
        random.NextBytes(secret);
        var holders = Holders(random, tickets);
        const string value = "lottery of 2026-12-01: 3 7 19 22 41 + 8";
        var root = new TicketTree(holders).Root;
        var seed = DrawSeeds.SeedOf(Name, secret, root, tickets, value);
        return new PublishedDraw(
            Name, Math.Max(1, tickets), share, "the lottery's numbers of 2026-12-01",
            DrawSeeds.CommitmentOf(Name, secret), holders, root, secret, value,
            [.. DrawWinners.Of(seed, holders, share)]);
    }

    private static List<byte[]> Holders(Random random, int tickets)
    {
        var people = Enumerable.Range(0, (tickets / 3) + 1)
            .Select(i => SHA256.HashData(Encoding.UTF8.GetBytes($"holder {i}"))[..16]).ToList();
        return [.. Enumerable.Range(0, tickets).Select(_ => people[random.Next(people.Count)])];
    }

    private static string Text(JsonDocument found, string name) => found.RootElement.GetProperty(name).GetString()!;

    private static async Task<JsonDocument> OtherAsync(string draw)
    {
        Assert.SkipWhen(
            NoNode.Value, "This machine has no node, which runs the second implementation of draws.");
        var start = new ProcessStartInfo("node")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.ArgumentList.Add(
            Path.Combine(SourceTree.Root, "tests", "Federation.Rules.Tests", "Draws", "draw.mjs"));
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(draw);
        process.StandardInput.Close();
        var answer = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return JsonDocument.Parse(answer);
    }
}
