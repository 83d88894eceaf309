using Federation.Hosting;
using Federation.Ledger.V1;
using Federation.Testing;

namespace Federation.Ledger.Tests;

/// <summary>The check finds nothing after any commands in any order: of all kinds, with holds that end and coins that
/// expire.</summary>
public sealed class BooksRandomTests
{
    private const int Commands = 400;
    public static TheoryData<DatabaseKind> Databases => [.. TestDatabase.Kinds];

    private static readonly string[] Wallets = ["ann", "bob", "ann.birch", "bob.birch"];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Check_AfterRandomCommands_IsBalanced(DatabaseKind kind)
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        await using var story = await BooksStory.StartAsync(kind);
        var (now, accepted) = (BooksStory.Start, new List<JournalRecord>());
        for (var i = 0; i < Commands; i++)
        {
            if (random.Next(10) == 0)
                await story.ClockAsync(now += TimeSpan.FromHours(random.Next(1, 30)));
            var posted = await story.PostAsync(await NextAsync(story, random, accepted));
            if (posted.Journal is { } journal)
                accepted.Add(journal);
        }
        var check = await story.CheckAsync();
        Assert.True(check.Balanced, $"seed {seed}: {check}");
        var middle = random.NextInt64(1, check.GroupNumber);
        foreach (var (first, last) in new[] { (1L, middle), (middle, middle), (middle, 0) })
            Assert.True(
                (await story.CheckAsync(first, last)) is { Balanced: true } part,
                $"seed {seed}, groups {first} to {last}");
        Assert.True(accepted.Count > Commands / 3, $"seed {seed}: only {accepted.Count} accepted");
    }

    private static async Task<Command> NextAsync(BooksStory story, Random random, List<JournalRecord> accepted)
    {
        var wallet = Wallets[random.Next(Wallets.Length)];
        var units = random.Next(1, 40);
        Command Of(JournalKind kind, long amount) => story.Of(kind, wallet, amount);
        if (accepted.Count == 0)
            return Of(JournalKind.Earn, units);
        var about = accepted[random.Next(Math.Max(0, accepted.Count - 30), accepted.Count)];
        var part = random.Next(3) * units / 3;
        return random.Next(20) switch
        {
            0 => story.Of<Command.Earn>(wallet, units) with { OnConfirmation = true },
            1 => story.Of<Command.Earn>(wallet, units) with
            {
                Life = new CoinLife(BooksStory.Start.AddDays(random.Next(1, 40))),
                Provenance = Provenance.Promotional,
            },
            2 => about.Kind is JournalKind.Redeem or JournalKind.Capture
                ? story.Of<Command.Earn>(wallet, units) with { Purchase = about }
                : story.Of<Command.Earn>(wallet, 2 * units) with { Provenance = Provenance.Purchased },
            3 or 4 => Of(JournalKind.Earn, 3 * units),
            5 or 6 => Of(JournalKind.Redeem, units),
            7 => about.Kind == JournalKind.Earn && Wallet(story, about) is { } owner
                ? story.Of<Command.Clawback>(wallet, units) with { Wallet = owner, Earning = about }
                : Of(JournalKind.Clawback, units),
            8 or 9 => story.Of<Command.Hold>(wallet, units) with { Lifetime = TimeSpan.FromHours(random.Next(1, 60)) },
            10 => Of(JournalKind.Adjust, units - 20 == 0 ? 1 : units - 20).Carrying(e => e with { ReasonCode = "x" }),
            11 => story.Gift(wallet, units, (wallet[0] == 'a' ? "bob" : "ann") + wallet[3..]),
            12 => Of(JournalKind.Expire, 0),
            13 or 14 when about.Kind == JournalKind.Hold =>
            (Command.Capture)await story.AboutAsync(JournalKind.Capture, about.Id, part) with
            {
                KeepsRest = random.Next(2) == 0,
            },
            15 when about.Kind == JournalKind.Hold => await story.AboutAsync(JournalKind.Release, about.Id, part),
            16 when about.Kind == JournalKind.Hold =>
            (Command.ExtendHold)await story.AboutAsync(JournalKind.ExtendHold, about.Id, 0) with
            {
                Lifetime = TimeSpan.FromHours(random.Next(1, 60)),
            },
            17 => await story.AboutAsync(JournalKind.Confirm, about.Id, 0),
            18 => await story.AboutAsync(JournalKind.Reverse, about.Id, 0),
            _ => await story.AboutAsync(JournalKind.Refund, about.Id, part),
        };
    }

    private static WalletKey? Wallet(BooksStory story, JournalRecord journal) =>
        Wallets.Select(story.Key).Where(k => journal.Entries.Any(e => e.MemberId == k.MemberId && e.Asset == k.Coin))
            .Select(k => (WalletKey?)k).FirstOrDefault();
}
