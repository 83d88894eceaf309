using System.Diagnostics;
using Federation.Client;
using Federation.Ledger.V1;
using DatabaseKind = Federation.Hosting.DatabaseKind;

namespace Federation.Scenarios;

/// <summary>The bank: random transfers among eight wallets from three nodes at once, each command sent to two of
/// them.</summary>
public sealed partial class ConcurrencyTests
{
    private const int Wallets = 8;
    private const int Tellers = 12;
    private static readonly TimeSpan BankDay = TimeSpan.FromSeconds(10);

    [Theory]
    [MemberData(nameof(SharedDatabases))]
    public async Task Transfers_AmongEightMembers_HaveOneEffectEachAndKeepTheTotal(DatabaseKind kind)
    {
        var nodes = await shared.OnAsync(kind);
        var members = await Task.WhenAll(
            Enumerable.Range(0, Wallets).Select(n => Alliance.GivenMemberAsync(nodes.Aster[0], $"saver{n}")));
        await BankAsync(nodes, [.. members.Select(m => (m, "aster"))]);
        await nodes.AssertWellAsync();
    }

    [Theory]
    [MemberData(nameof(SharedDatabases))]
    public async Task Transfers_AmongEightCoinsOfAMember_AreReadInOneSnapshot(DatabaseKind kind)
    {
        var nodes = await shared.OnAsync(kind);
        var coins = Enumerable.Range(0, Wallets).Select(n => $"bank{n}").ToList();
        foreach (var coin in coins)
            await nodes.Alliance.GivenCoinAsync("aster", coin);
        var member = await Alliance.GivenMemberAsync(nodes.Aster[0], "keeper");
        var bank = BankAsync(nodes, [.. coins.Select(c => (member, c))]);
        var reads = await Task.WhenAll(nodes.Aster.Select(node => Task.Run(() => ReadAsync(node, member, bank))));
        await bank;
        TestContext.Current.TestOutputHelper?.WriteLine($"{reads.Sum()} reads of all eight wallets");
        Assert.All(reads, r => Assert.True(r > 10, "too few reads to say anything"));
        await nodes.AssertWellAsync();
    }

    private static async Task BankAsync(ThreeNodes nodes, (string Member, string Coin)[] wallets)
    {
        foreach (var (member, coin) in wallets)
            await Alliance.EarnAsync(nodes.Aster[0], coin, member, 1000);
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var tellers = await Task.WhenAll(
            Enumerable.Range(0, Tellers).Select(t => Task.Run(() => TellAsync(nodes, wallets, new Random(seed + t)))));
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{tellers.Sum(t => t.Accepted)} transfers accepted, {tellers.Sum(t => t.Refused)} refused");
        var balances =
            await Task.WhenAll(wallets.Select(w => Alliance.BalanceOfAsync(nodes.Aster[0], w.Coin, w.Member)));
        Assert.Equal(Wallets * 1000, balances.Sum());
        for (var n = 0; n < Wallets; n++)
            Assert.Equal(1000 + tellers.Sum(t => t.Change[n]), balances[n]);
        Assert.True(tellers.Sum(t => t.Accepted) > 50, "too few transfers to say anything");
    }

    private static async Task<(int Accepted, int Refused, long[] Change)> TellAsync(
        ThreeNodes nodes, (string Member, string Coin)[] wallets, Random random)
    {
        var (accepted, refused, change) = (0, 0, new long[Wallets]);
        for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < BankDay;)
        {
            var (from, units) = (random.Next(Wallets), random.Next(1, 400));
            var to = (from + random.Next(1, Wallets)) % Wallets;
            var request = new BatchRequest
            {
                Mode = BatchMode.Atomic,
                Items =
                {
                    SentCommand.Adjust(wallets[from].Member, wallets[from].Coin, -units),
                    SentCommand.Adjust(wallets[to].Member, wallets[to].Coin, units),
                },
            };
            var node = random.Next(ThreeNodes.Count);
            var answers = await Task.WhenAll(new[] { node, (node + 1) % ThreeNodes.Count }.Select(
                async n => (await nodes.Aster[n].Ledger.BatchAsync(request)).Results
                    .Select(SentCommand.Told).ToList()));
            Assert.Equal(answers[0], answers[1]);
            if (answers[0][0].StartsWith("journals/", StringComparison.Ordinal))
            {
                accepted++;
                change[from] -= units;
                change[to] += units;
            }
            else
            {
                refused++;
                Assert.Equal(["INSUFFICIENT_COINS", "BATCH_ABORTED"], answers[0]);
            }
        }
        return (accepted, refused, change);
    }

    /// <summary>Reads all wallets of a member until the bank closes: no coin is ever seen twice or not at
    /// all.</summary>
    private static async Task<int> ReadAsync(FederationClient node, string member, Task bank)
    {
        var reads = 0;
        for (var whole = false; !bank.IsCompleted; reads++)
        {
            var wallets = (await node.Ledger.ListWalletsAsync(new ListWalletsRequest { Parent = member })).Wallets;
            // The eight are filled one after the other, before the first transfer; a wallet is made, empty, before its
            // first earning.
            var filled = wallets.Count(w => w.Version > 0);
            whole |= filled == Wallets;
            Assert.Equal(whole ? Wallets * 1000 : filled * 1000, wallets.Sum(w => w.BalanceUnits));
            Assert.All(wallets, w => Assert.Equal(w.BalanceUnits, w.Lots.Sum(l => l.Units)));
        }
        return reads;
    }
}
