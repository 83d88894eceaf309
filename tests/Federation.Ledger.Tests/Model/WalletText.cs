using System.Globalization;
using Federation.Ledger.V1;

namespace Federation.Ledger.Tests;

/// <summary>A wallet in one line, of the books and of the model alike, so that two can be compared and read.</summary>
internal static class WalletText
{
    public static string Of(WalletRow wallet, long available, Func<JournalId, string> holdName)
    {
        var lots = wallet.Lots.Select(l => (Terms: TermsOf(l.Lot), l.Remaining, l.Held));
        var holds = wallet.Holds.Select(h => (Hold: holdName(h.HoldId), Terms: TermsOf(h.Lot), h.Units, h.Until));
        return Line(
            (wallet.Balance, wallet.Held, available, -wallet.Receivable, wallet.Version), wallet.State, wallet.Frozen,
            wallet.LastTime, wallet.ActiveUntil,
            lots, holds);
    }

    public static string Of(ModelWallet wallet, DateTimeOffset clock, Func<string, DateTimeOffset> holdEnd)
    {
        var lots = wallet.Coins.GroupBy(c => c.Terms).OrderBy(g => g.Key.Order)
            .Select(g => (g.Key, g.Sum(c => c.Units), g.Where(c => c.Hold is not null).Sum(c => c.Units)));
        var holds = wallet.Coins.Where(c => c.Hold is not null)
            .Select(c => (c.Hold!, c.Terms, c.Units, holdEnd(c.Hold!)));
        return Line(
            (wallet.Balance, wallet.Held, wallet.Available(wallet.TimeAt(clock)), wallet.Owed, wallet.Version),
            wallet.State, wallet.Frozen,
            wallet.LastTime, wallet.ActiveUntil, lots, holds);
    }

    private static string Line(
        (long Balance, long Held, long Available, long Owed, long Version) sums, WalletState state, bool frozen,
        DateTimeOffset? last,
        DateTimeOffset? active, IEnumerable<(CoinTerms Terms, long Units, long Held)> lots,
        IEnumerable<(string Hold, CoinTerms Terms, long Units, DateTimeOffset Until)> holds) =>
        $"balance {sums.Balance} held {sums.Held} available {sums.Available} owed {sums.Owed} version {sums.Version} "
        + $"{state}{(frozen ? " frozen" : "")}"
        + $" last {Moment(last)} active {Moment(active)} lots "
        + $"[{string.Join(", ", lots.Select(l => Lot(l.Terms, l.Units, l.Held)))}]"
        + $" holds "
        + $"[{string.Join(", ", holds.Select(Hold).Order(StringComparer.Ordinal))}]";

    private static string Hold((string Hold, CoinTerms Terms, long Units, DateTimeOffset Until) hold) =>
        $"{hold.Hold} {Lot(hold.Terms, hold.Units, 0)} until {Moment(hold.Until)}";

    /// <summary>Coins of one lot: <c>100@2026-07-01</c>, <c>100/40@never:promotional</c> (40 of them held),
    /// <c>5@activity</c>, <c>5@2026-07-01~2026-02-01</c> (pending until), <c>5@never~confirm</c>,
    /// <c>5@2026-07-01~grace</c>, <c>5@2026-07-01!</c> (the end has still to be announced).</summary>
    public static string Lot(CoinTerms terms, long units, long held) =>
        $"{units}{(held == 0 ? "" : $"/{held}")}@"
        + (terms.Activity ? "activity" : terms.Expires is null ? "never" : Moment(terms.Expires))
        + (terms.Unannounced ? "!" : "")
        + (terms.Provenance == Provenance.Earned ? "" : ":" + terms.Provenance.ToString().ToLowerInvariant())
        + (terms.Awaits ? "~confirm" : terms.InGrace ? "~grace" : terms.From is null ? "" : "~" + Moment(terms.From));

    public static CoinTerms TermsOf(Lot lot) => new(
        lot.Provenance, lot.ExpiresAt, lot.ExpiresWithActivity, lot.AvailableFrom, lot.AwaitsConfirmation,
        lot.IsInGrace, lot.IsUnannounced);

    public static string Moment(DateTimeOffset? moment) => moment is { } at
        ? at.ToString(at.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : at.Second == 0 ? "yyyy-MM-ddTHH:mm"
            : "yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture)
        : "-";
}
