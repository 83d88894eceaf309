using Federation.Ledger.V1;
using Microsoft.EntityFrameworkCore;

namespace Federation.Ledger.Tests;

/// <summary>Random commands on a few wallets, and what each journal must say of time and lots, whatever the clock
/// said.</summary>
internal sealed class ClockedHistory(CoinPolicy aster, Random random)
{
    private static readonly string[] Coins = ["aster", "birch"];
    private readonly WalletKey[] wallets =
        [.. Enumerable.Range(0, 3).Select(_ => Guid.NewGuid()).SelectMany(m => Coins.Select(c => new WalletKey(m, c)))];

    private readonly List<JournalRecord> redeemed = [];
    private readonly List<JournalRecord> held = [];
    private readonly Dictionary<Guid, DateTimeOffset> times = [];

    public Random Random => random;

    public int Accepted { get; private set; }

    /// <summary>How many coins have expired.</summary>
    public long Expired { get; private set; }

    public Command Next() => random.Next(10) switch
    {
        0 or 1 or 2 => New(JournalKind.Earn, random.Next(1, 100)),
        3 or 4 => New(JournalKind.Redeem, random.Next(1, 60)),
        5 => (Command.Hold)New(
            JournalKind.Hold, random.Next(1, 60)) with
        { Lifetime = TimeSpan.FromMinutes(random.Next(30, 600)) },
        6 => Gift(random.Next(1, 30)),
        7 when redeemed.Count > 0 => About(JournalKind.Refund, redeemed),
        8 when held.Count > 0 => About(random.Next(2) == 0 ? JournalKind.Capture : JournalKind.Release, held),
        9 => New(JournalKind.Expire, 0),
        _ => New(JournalKind.Clawback, random.Next(1, 10)),
    };

    public void Take(CommandOutcome posted)
    {
        if (posted.Journal is not { } journal)
            return;
        Accepted++;
        foreach (
            var wallet in journal.Entries.Where(e => e.WalletId is not null).Select(e => e.WalletId!.Value).Distinct())
        {
            Assert.True(journal.Time >= times.GetValueOrDefault(wallet),
                $"{journal.Kind} at {journal.Time} after {times.GetValueOrDefault(wallet)}");
            times[wallet] = journal.Time;
        }
        Expired += journal.Entries.Where(e => e.Kind == AccountKind.Expired).Sum(e => e.Units);
        foreach (var entry in journal.Entries.Where(
            e => e.Kind == AccountKind.Wallet && e.Lot is { ExpiresWithActivity: false }))
            Check(journal, entry);
        if (journal.Kind is JournalKind.Redeem)
            redeemed.Add(journal);
        if (journal.Kind is JournalKind.Hold)
            held.Add(journal);
    }

    private void Check(JournalRecord journal, EntryRecord entry)
    {
        var expires = entry.Lot!.Value.ExpiresAt;
        if (journal.Kind == JournalKind.Earn)
            Assert.Equal(aster.ExpiryOf(journal.Time), expires);
        if (entry.Units < 0 && journal.Kind is JournalKind.Redeem or JournalKind.Hold or JournalKind.Gift)
            Assert.True(
                expires > journal.Time,
                $"{journal.Kind} at {journal.Time} took coins that were gone from {expires} on");
        if (journal.Kind == JournalKind.Expire)
            Assert.True(expires <= journal.Time, $"coins of {expires} expired at {journal.Time}");
    }

    private Command New(JournalKind kind, long units) =>
        WriterFixture.Command(kind, wallets[random.Next(wallets.Length)], units);

    private Command.Gift Gift(long units)
    {
        var from = random.Next(wallets.Length);
        // The same coin of the next member.
        var to = wallets[(from + Coins.Length) % wallets.Length];
        return new Command.Gift(WriterFixture.EnvelopeOf($"{from} {to} {units}"), wallets[from], units, to);
    }

    private Command About(JournalKind kind, List<JournalRecord> journals)
    {
        var at = random.Next(journals.Count);
        var original = journals[at];
        journals.RemoveAt(at);
        // The wallet is chosen as for every other command, so that the same seed makes the same history.
        var envelope = WriterFixture.EnvelopeOf($"{kind} {wallets[random.Next(wallets.Length)]}");
        return kind switch
        {
            JournalKind.Refund => new Command.Refund(envelope, original, 0),
            JournalKind.Capture => new Command.Capture(envelope, original, 0),
            _ => new Command.Release(envelope, original, 0),
        };
    }
}
