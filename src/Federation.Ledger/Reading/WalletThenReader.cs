using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;
using Microsoft.EntityFrameworkCore;

namespace Federation.Ledger;

/// <summary>Reads what a late report is held against.</summary>
internal static class WalletThenReader
{
    /// <summary>Nobody reports so late that more happened to one wallet since; one command must not read without
    /// bound.</summary>
    private const int MaxEntries = 10_000;

    /// <summary>The command with what its wallets had since it happened, where it is reported late and takes
    /// coins.</summary>
    public static async Task<Command> WithBalancesThenAsync(this LedgerDb db, Command command, CancellationToken cancel)
    {
        if (command is not { EffectiveTime: { } happened, MayTakeCoins: true })
            return command;
        var ids = command.OriginalWalletIds().ToList();
        var key = command.NamedWallet;
        var wallets = await db.Wallets.AsNoTracking()
            .Where(w => ids.Contains(w.Id)
                || (key != null && w.MemberId == key.Value.MemberId && w.Coin == key.Value.Coin))
            .ToListAsync(cancel);
        var then = new Dictionary<Guid, WalletThen>();
        foreach (var wallet in wallets)
        {
            if (await db.ThenAsync(wallet, happened, cancel) is not { } found)
                return new Command.Refused(command.Envelope, command.Kind, new Refusal(
                    ErrorReason.EffectiveTimeTooEarly,
                    $"More than {MaxEntries} entries were booked on the wallet since {happened:O}; "
                    + "report it with a later effective_time."));
            then[wallet.Id] = found;
        }
        return command with { Then = then };
    }

    private static async Task<WalletThen?> ThenAsync(
        this LedgerDb db, WalletRow wallet, DateTimeOffset happened, CancellationToken cancel)
    {
        // What was booked before it happened, happened before.
        var before = await db.LastVersionBeforeAsync(wallet, happened, cancel);
        var since = await (
            from entry in db.Entries.AsNoTracking()
            join outcome in db.Outcomes.AsNoTracking() on entry.JournalId equals outcome.Id
            where entry.WalletId == wallet.Id && entry.Version > before && entry.Lot != null
                // A notice moves coins from lot to lot, but they were there all the time.
                && outcome.Kind != JournalKind.RecordNotice
                && (outcome.EffectiveTime ?? outcome.Time) > happened
            orderby entry.Version
            select new { entry.Lot, entry.Units, Happened = outcome.EffectiveTime ?? outcome.Time })
                .Take(MaxEntries + 1).ToListAsync(cancel);
        if (since.Count > MaxEntries)
            return null;
        var now = await db.Lots.AsNoTracking().Where(l => l.WalletId == wallet.Id)
            .ToDictionaryAsync(l => new Lot(l.Lot), l => l.Remaining, cancel);
        var moved = new List<(Lot, long, DateTimeOffset)>();
        foreach (var move in since)
            if (move.Lot is { } lot)
                moved.Add((new Lot(lot), move.Units, move.Happened));
        return WalletThen.Of(wallet.Version, now, moved);
    }
}
