using Federation.Ledger.V1;

namespace Federation.Ledger;

/// <summary>What <see cref="BooksCheck"/> asks, in SQL that all databases have: here, of journals and their entries by
/// themselves.</summary>
internal static partial class BooksSql
{
    private const int Wallet = (int)AccountKind.Wallet;
    private const int Held = (int)AccountKind.Held;
    private const int Receivable = (int)AccountKind.Receivable;

    private static readonly string Spendings = Kinds(JournalKinds.IsSpending);
    private static readonly string NeverWithEntries = Kinds(JournalKinds.IsAlwaysEmpty);
    private static readonly string MaybeEmpty = Kinds(JournalKinds.MayBeEmpty);
    private static readonly string Reversible = Kinds(JournalKinds.IsReversible);

    public static IEnumerable<BooksStatement> Journals(BooksDialect sql) =>
    [
        Sums(sql), Lines(sql), Empty(sql), Accounts(sql), Wallets(sql), Times(sql), Corrections(sql), Notices(sql),
        .. sql.Range.IsWhole ? [Consumptions(sql)] : Array.Empty<BooksStatement>(),
    ];

    /// <summary>Invariant 1: per asset, the entries of a journal sum to zero.</summary>
    private static BooksStatement Sums(BooksDialect sql) => new("journals/{0} {1}",
        $"SELECT journal_id, asset, {sql.Sum("units")} AS units FROM {sql.Entries} AS e GROUP BY journal_id, asset",
        new BooksComparison("journal sum", "0", "units"))
    { Id = sql.IdText("journal_id"), Detail = "asset" };

    /// <summary>Entries belong to an accepted outcome, of a kind that has entries, and their lines are numbered without
    /// gaps.</summary>
    private static BooksStatement Lines(BooksDialect sql) => new("journals/{0}",
        $"""
        SELECT e.journal_id, e.lines, e.last_line, o.id, o.kind FROM (
            SELECT journal_id, {sql.Count} AS lines, MAX(line) AS last_line FROM {sql.Entries} AS all_entries
                GROUP BY journal_id) AS e
        LEFT JOIN {sql.Table("outcomes")} AS o ON o.id = e.journal_id AND o.refused IS NULL
        """,
        new BooksComparison("entry's journal", "CASE WHEN id IS NULL THEN 0 ELSE lines END", "lines"),
        new BooksComparison("journal's lines", "last_line + 1", "lines"),
        new BooksComparison(
            "journal without entries", $"CASE WHEN kind IN ({NeverWithEntries}) THEN 0 ELSE lines END", "lines"))
    { Id = sql.IdText("journal_id") };

    /// <summary>An accepted outcome has entries, but for the kinds that may have none.</summary>
    private static BooksStatement Empty(BooksDialect sql) => new("journals/{0}",
        $"""
        SELECT o.id FROM {sql.Outcomes} AS o WHERE o.refused IS NULL AND o.kind NOT IN ({MaybeEmpty})
            AND NOT EXISTS (SELECT 1 FROM {sql.Table("entries")} AS e WHERE e.journal_id = o.id)
        """,
        new BooksComparison("journal's entries", "2", "0"))
    { Id = sql.IdText("id") };

    /// <summary>An entry names what its kind of account needs, and nothing else; none is of 0 units.</summary>
    private static BooksStatement Accounts(BooksDialect sql)
    {
        const string members = "CASE WHEN kind IN (1, 2, 13) THEN 1 ELSE 0 END";
        return new("journals/{0} line {1}",
            $"""
            SELECT journal_id, line, kind, units, wallet_id, version, balance_after, lot, party FROM {sql.Entries} AS e
            """,
            BooksComparison.Never("entry of nothing", "units = 0"),
            new("entry's version", members, "CASE WHEN wallet_id IS NOT NULL AND version IS NOT NULL THEN 1"
                + " WHEN wallet_id IS NULL AND version IS NULL THEN 0 ELSE -1 END"),
            new("entry's balance", members, "CASE WHEN balance_after IS NULL THEN 0 ELSE 1 END"),
            new("entry's lot", $"CASE WHEN kind IN ({Wallet}, {Held}) THEN 1 ELSE 0 END",
                "CASE WHEN lot IS NULL THEN 0 ELSE 1 END"),
            new("entry's partner", $"CASE WHEN kind = {(int)AccountKind.Position} THEN 1 ELSE 0 END",
                "CASE WHEN party IS NULL THEN 0 ELSE 1 END"))
        { Id = sql.IdText("journal_id"), Detail = sql.Text("line") };
    }

    /// <summary>A member's entry is on a wallet that exists and is of the entry's coin.</summary>
    private static BooksStatement Wallets(BooksDialect sql) => new("wallet {0}",
        $"""
        SELECT e.wallet_id FROM (SELECT DISTINCT wallet_id, asset FROM {sql.EntriesInAnyOrder}
            AS e WHERE wallet_id IS NOT NULL) AS e
        LEFT JOIN {sql.Table("wallets")} AS w ON w.id = e.wallet_id AND w.coin = e.asset WHERE w.id IS NULL
        """,
        new BooksComparison("entry's wallet", "1", "0"))
    { Id = sql.IdText("wallet_id") };

    /// <summary>Nothing happened after it was recorded; holds, and nothing else, have an end, which is after their
    /// beginning.</summary>
    private static BooksStatement Times(BooksDialect sql) => new("journals/{0}",
        $"SELECT id, kind, time, effective_time, until FROM {sql.Outcomes} AS o WHERE refused IS NULL",
        BooksComparison.Never("effective time", "effective_time > time"),
        BooksComparison.Never("hold's end",
            $"(CASE WHEN kind IN ({Kinds(JournalKind.Hold, JournalKind.ExtendHold)}) THEN 1 ELSE 0 END) <> (CASE WHEN "
            + $"until IS NULL THEN 0 ELSE 1 END)"
            + " OR until <= time"))
    { Id = sql.IdText("id") };

    /// <summary>What is about another journal names one that was accepted, and of a kind that fits.</summary>
    private static BooksStatement Corrections(BooksDialect sql) => new("journals/{0}",
        $"""
        SELECT o.id, o.corrects, CASE WHEN p.id IS NULL THEN 0 ELSE 1 END AS stands, CASE
            WHEN o.kind IN ({Kinds(JournalKind.Capture, JournalKind.Release, JournalKind.ExtendHold, JournalKind.Exchange)})
                AND p.kind = {(int)JournalKind.Hold} THEN 1
            WHEN o.kind IN ({Kinds(JournalKind.Confirm, JournalKind.Clawback)}) AND p.kind = {(int)JournalKind.Earn}
                THEN 1
            WHEN o.kind IN ({Kinds(JournalKind.Refund, JournalKind.Earn)}) AND p.kind IN ({Spendings}) THEN 1
            WHEN o.kind = {(int)JournalKind.Reverse} AND p.kind IN ({Reversible}) THEN 1
            ELSE 0 END AS fits
        FROM {sql.Outcomes} AS o LEFT JOIN {sql.Table("outcomes")} AS p ON p.id = o.corrects AND p.refused IS NULL
        WHERE o.refused IS NULL AND (o.corrects IS NOT NULL OR o.kind IN ({AlwaysAboutAnother}))
        """,
        new BooksComparison("corrected journal", "1", "stands"),
        new BooksComparison("corrected journal's kind", "stands", "fits"))
    { Id = sql.IdText("id") };

    /// <summary>A notice moves free coins from lots whose end had not been announced to lots whose end has been, and
    /// nothing else.</summary>
    private static BooksStatement Notices(BooksDialect sql) => new("journals/{0} line {1}",
        $"""
        SELECT e.journal_id, e.line, e.kind, e.units, e.lot FROM {sql.EntriesInAnyOrder} AS e
        JOIN {sql.Table("outcomes")} AS o ON o.id = e.journal_id AND o.kind = {(int)JournalKind.RecordNotice}
        """,
        BooksComparison.Never(
            "notice's lot",
            $"kind <> {Wallet} OR (lot & {Lot.Unannounced}) <> "
            + $"(CASE WHEN units < 0 THEN {Lot.Unannounced} ELSE 0 END)"))
    { Id = sql.IdText("journal_id"), Detail = sql.Text("line") };

    /// <summary>What was consumed was consumed by a journal.</summary>
    private static BooksStatement Consumptions(BooksDialect sql) => new("{0}",
        $"""
        SELECT c.{sql.Quote("key")} AS used, o.id FROM {sql.Table("consumed")} AS c
        LEFT JOIN {sql.Table("outcomes")} AS o ON o.id = c.journal_id AND o.refused IS NULL
        """,
        new BooksComparison("consumption's journal", "1", "CASE WHEN id IS NULL THEN 0 ELSE 1 END"))
    { Id = "used" };

    private static readonly string AlwaysAboutAnother =
        Kinds(JournalKind.Refund, JournalKind.Reverse, JournalKind.Capture,
        JournalKind.Release, JournalKind.ExtendHold, JournalKind.Confirm);

    private static string Kinds(Func<JournalKind, bool> belong) =>
        Kinds([.. Enum.GetValues<JournalKind>().Where(belong)]);

    private static string Kinds(params JournalKind[] kinds) => string.Join(", ", kinds.Select(k => (int)k));
}
