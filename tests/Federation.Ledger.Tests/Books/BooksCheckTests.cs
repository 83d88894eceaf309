using System.Text.RegularExpressions;
using Federation.Hosting;
using Federation.Ledger.V1;
using Federation.Testing;
using Microsoft.EntityFrameworkCore;

namespace Federation.Ledger.Tests;

/// <summary>The check of the books: clean after all that can happen, and not after what never does.</summary>
public sealed partial class BooksCheckTests(BooksStories stories) : IClassFixture<BooksStories>
{
    public static TheoryData<DatabaseKind> Databases => [.. TestDatabase.Kinds];

    /// <summary>What is changed behind the ledger's back, the check that must find it, and the row that it must
    /// name.</summary>
    private static readonly (string Change, string Check, string Subject)[] Falsifications =
    [
        // Journals and entries.
        ("UPDATE :entries SET units = units + 1 WHERE journal_id = {redeem} AND kind = 4", "journal sum",
            "journals/{redeem} aster"),
        ("DELETE FROM :outcomes WHERE id = {redeem}", "entry's journal", "journals/{redeem}"),
        ("UPDATE :entries SET line = 7 WHERE journal_id = {redeem} AND line = 1", "journal's lines",
            "journals/{redeem}"),
        ("UPDATE :outcomes SET kind = 15 WHERE id = {adjust}", "journal without entries", "journals/{adjust}"),
        ("DELETE FROM :entries WHERE journal_id = {adjust}", "journal's entries", "journals/{adjust}"),
        ("UPDATE :entries SET units = 0 WHERE journal_id = {redeem} AND kind = 4", "entry of nothing",
            "journals/{redeem} line 1"),
        ("UPDATE :entries SET version = NULL WHERE journal_id = {redeem} AND kind = 1", "entry's version",
            "journals/{redeem} line 0"),
        ("UPDATE :entries SET wallet_id = NULL WHERE journal_id = {redeem} AND kind = 1", "entry's version",
            "journals/{redeem} line 0"),
        ("UPDATE :entries SET balance_after = NULL WHERE journal_id = {redeem} AND kind = 1", "entry's balance",
            "journals/{redeem} line 0"),
        ("UPDATE :entries SET lot = NULL WHERE journal_id = {redeem} AND kind = 1", "entry's lot",
            "journals/{redeem} line 0"),
        ("UPDATE :entries SET party = 'x' WHERE journal_id = {redeem} AND kind = 4", "entry's partner",
            "journals/{redeem} line 1"),
        ("DELETE FROM :wallets WHERE id = {ann}", "entry's wallet", "wallet {ann}"),
        ("UPDATE :wallets SET coin = 'cedar' WHERE id = {ann}", "entry's wallet", "wallet {ann}"),
        ("UPDATE :outcomes SET effective_time = (SELECT MAX(time) FROM :outcomes) WHERE id = {earn}", "effective time",
            "journals/{earn}"),
        ("UPDATE :outcomes SET until = NULL WHERE id = {hold}", "hold's end", "journals/{hold}"),
        ("UPDATE :outcomes SET until = time WHERE id = {hold}", "hold's end", "journals/{hold}"),
        ("UPDATE :outcomes SET until = (SELECT MAX(until) FROM :outcomes) WHERE id = {earn}", "hold's end",
            "journals/{earn}"),
        ("UPDATE :outcomes SET corrects = {nobody} WHERE id = {refund}", "corrected journal", "journals/{refund}"),
        ("UPDATE :outcomes SET corrects = NULL WHERE id = {capture}", "corrected journal", "journals/{capture}"),
        ("UPDATE :outcomes SET corrects = {refused} WHERE id = {refund}", "corrected journal", "journals/{refund}"),
        ("UPDATE :outcomes SET corrects = {earn} WHERE id = {refund}", "corrected journal's kind", "journals/{refund}"),
        ("UPDATE :outcomes SET corrects = {adjust} WHERE id = {gift}", "corrected journal's kind", "journals/{gift}"),
        ("UPDATE :consumed SET journal_id = {nobody}", "consumption's journal", "pay-code/1"),
        // Wallets.
        ("UPDATE :wallets SET balance = balance + 1 WHERE id = {ann}", "wallet balance", "wallet {ann}"),
        ("UPDATE :wallets SET held = held + 1 WHERE id = {ann}", "wallet held", "wallet {ann}"),
        ("UPDATE :wallets SET receivable = receivable - 1 WHERE id = {ann}", "wallet receivable", "wallet {ann}"),
        ("UPDATE :wallets SET version = version + 1 WHERE id = {ann}", "wallet version", "wallet {ann}"),
        ("UPDATE :entries SET version = 1000 WHERE wallet_id = {ann} AND version = 1", "wallet last version",
            "wallet {ann}"),
        ("UPDATE :entries SET version = 0 WHERE wallet_id = {ann} AND version = 1", "wallet first version",
            "wallet {ann}"),
        ("UPDATE :wallets SET balance = -1 WHERE id = {ann}", "wallet not negative", "wallet {ann}"),
        ("UPDATE :wallets SET held = -1 WHERE id = {ann}", "held not negative", "wallet {ann}"),
        ("UPDATE :wallets SET held = balance + 1 WHERE id = {ann}", "held within balance", "wallet {ann}"),
        ("UPDATE :wallets SET receivable = 1 WHERE id = {ann}", "receivable not positive", "wallet {ann}"),
        ("UPDATE :wallets SET last_time = (SELECT MIN(time) FROM :outcomes) WHERE id = {ann}", "wallet's last time",
            "wallet {ann}"),
        ("UPDATE :wallets SET last_time = NULL WHERE id = {ann}", "wallet's last time", "wallet {ann}"),
        ("DELETE FROM :entries WHERE wallet_id = {bob}", "wallet balance", "wallet {bob}"),
        // Lots.
        ("UPDATE :lots SET remaining = remaining + 1 WHERE wallet_id = {bob}", "lot", "wallet {bob} lot {plain}"),
        ("UPDATE :lots SET held = held + 1 WHERE wallet_id = {bob}", "lot held", "wallet {bob} lot {plain}"),
        ("UPDATE :lots SET lot = lot + 1 WHERE wallet_id = {bob}", "lot", "wallet {bob} lot {plain}"),
        ("DELETE FROM :lots WHERE wallet_id = {bob}", "lot", "wallet {bob} lot {plain}"),
        ("UPDATE :entries SET lot = 5 WHERE journal_id = {gift} AND wallet_id = {bob}", "lot", "wallet {bob} lot 5"),
        ("UPDATE :lots SET held = -1 WHERE wallet_id = {bob}", "lot not negative", "wallet {bob} lot {plain}"),
        ("UPDATE :lots SET held = remaining + 1 WHERE wallet_id = {bob}", "lot not negative",
            "wallet {bob} lot {plain}"),
        ("INSERT INTO :lots (wallet_id, lot, remaining, held) VALUES ({bob}, 5, 0, 0)", "empty lot",
            "wallet {bob} lot 5"),
        ("INSERT INTO :lots (wallet_id, lot, remaining, held) VALUES ({nobody}, 5, 1, 0)", "sum of lots",
            "wallet {nobody}"),
        ("UPDATE :wallets SET held = held - 1 WHERE id = {ann}", "sum of held lots", "wallet {ann}"),
        // Notices.
        ("UPDATE :entries SET lot = lot + 268435456 WHERE journal_id = {notice} AND units > 0", "notice's lot",
            "journals/{notice} line 1"),
        ("UPDATE :entries SET lot = lot - 268435456 WHERE journal_id = {notice} AND units < 0", "notice's lot",
            "journals/{notice} line 0"),
        ("UPDATE :outcomes SET kind = 20 WHERE id = {earn}", "notice's lot", "journals/{earn} line 0"),
        // Holds.
        ("UPDATE :holds SET units = units + 1", "hold", "wallet {ann} holds/{hold}"),
        ("DELETE FROM :holds", "hold", "wallet {ann} holds/{hold}"),
        ("UPDATE :holds SET hold_id = {short hold}", "hold", "wallet {ann} holds/{short hold}"),
        ("UPDATE :outcomes SET corrects = {short hold} WHERE id = {release}", "hold",
            "wallet {ann} holds/{short hold}"),
        ("UPDATE :holds SET units = -1", "hold not negative", "wallet {ann} holds/{hold}"),
        ("INSERT INTO :holds (wallet_id, hold_id, lot, units, until) SELECT wallet_id, hold_id, 5, 0, until "
            + "FROM :holds", "empty hold",
            "wallet {ann} holds/{hold}"),
        ("UPDATE :outcomes SET kind = 4 WHERE id = {capture}", "held by another kind", "wallet {ann} holds/{hold}"),
        ("DELETE FROM :holds", "holds of a lot", "wallet {ann} lot {promotional}"),
        ("UPDATE :holds SET until = (SELECT MIN(time) FROM :outcomes)", "hold's end", "wallet {ann} holds/{hold}"),
        ("DELETE FROM :outcomes WHERE id = {extension}", "hold's end", "wallet {ann} holds/{hold}"),
        // Running balances.
        ("UPDATE :entries SET balance_after = balance_after + 1 WHERE wallet_id = {ann} AND version = 2",
            "running balance", "wallet {ann} version 2"),
        ("UPDATE :entries SET units = units + 1 WHERE journal_id = {gift} AND wallet_id = {bob}", "running balance",
            "wallet {bob} version 3"),
        ("UPDATE :outcomes SET time = (SELECT MAX(time) FROM :outcomes) WHERE id = {earn}", "time before the last",
            "wallet {ann} version 2"),
        // Totals.
        ("UPDATE :totals SET units = units + 1 WHERE kind = 1 AND asset = 'aster'", "total", "Wallets aster"),
        ("UPDATE :totals SET units = units + 1 WHERE kind = 13 AND asset = 'aster'", "total", "Held aster"),
        ("UPDATE :totals SET units = units + 1 WHERE kind = 3 AND asset = 'aster'", "total", "Issued aster"),
        ("UPDATE :totals SET units = units + 1 WHERE kind = 4 AND asset = 'aster'", "total", "Redeemed aster"),
        ("UPDATE :totals SET units = units + 1 WHERE kind = 5 AND asset = 'aster'", "total", "ClawedBack aster"),
        ("UPDATE :totals SET units = units + 1 WHERE kind = 6 AND asset = 'aster'", "total", "Adjusted aster"),
        ("UPDATE :totals SET units = units + 1 WHERE kind = 7 AND asset = 'aster'", "total", "ExchangedOut aster"),
        ("UPDATE :totals SET units = units + 1 WHERE kind = 8 AND asset = 'birch'", "total", "ExchangedIn birch"),
        ("DELETE FROM :totals WHERE kind = 9", "total", "Expired birch"),
        ("UPDATE :totals SET units = units + 1 WHERE kind = 10 AND party = 'birch'", "total", "Position GBP birch"),
        ("UPDATE :totals SET party = 'cedar' WHERE kind = 10 AND party = 'birch'", "total", "Position GBP cedar"),
        ("DELETE FROM :totals WHERE kind = 11", "total", "Fees GBP"),
        ("DELETE FROM :totals WHERE kind = 12", "total", "Rounding GBP"),
        ("UPDATE :totals SET units = units + 1 WHERE kind = 101 AND asset = 'aster'", "total", "ReceivableOwed aster"),
        ("UPDATE :totals SET units = units + 1 WHERE kind = 102 AND asset = 'aster'", "total", "ReceivablePaid aster"),
        // What was undone.
        ("UPDATE :undone SET reversed = FALSE WHERE journal_id = {mistake}", "reversal's mark", "journals/{mistake}"),
        ("DELETE FROM :undone WHERE journal_id = {mistake}", "reversal's mark", "journals/{mistake}"),
        ("UPDATE :undone SET reversed = TRUE WHERE journal_id = {redeem}", "refunded or reversed", "journals/{redeem}"),
        ("UPDATE :undone SET earnings = earnings + 1 WHERE journal_id = {purchase}", "earnings of a purchase",
            "journals/{purchase}"),
        ("UPDATE :undone SET confirmed = FALSE WHERE journal_id = {pending}", "confirmation's mark",
            "journals/{pending}"),
        ("UPDATE :undone SET confirmed = TRUE WHERE journal_id = {redeem}", "confirmation's mark", "journals/{redeem}"),
        ("UPDATE :undone SET journal_id = {nobody} WHERE journal_id = {redeem}", "undone journal", "journals/{nobody}"),
        ("UPDATE :undone SET journal_id = {adjust} WHERE journal_id = {redeem}", "undone units", "journals/{adjust}"),
        ("UPDATE :undone SET units = units + 1 WHERE journal_id = {redeem}", "refunded units", "journals/{redeem}"),
        ("UPDATE :undone SET units = units + 1 WHERE journal_id = {capture}", "refunded units", "journals/{capture}"),
        ("UPDATE :undone SET units = units + 1 WHERE journal_id = {exchange}", "refunded units", "journals/{exchange}"),
        ("DELETE FROM :undone WHERE journal_id = {redeem}", "refunded units", "journals/{redeem}"),
        ("UPDATE :undone SET units = 61 WHERE journal_id = {redeem}", "refunded at most", "journals/{redeem}"),
        ("UPDATE :undone SET units = units + 1 WHERE journal_id = {bonus}", "clawed back of earnings",
            "journals/{purchase} aster"),
        ("UPDATE :undone SET units = units + 1 WHERE journal_id = {pending}", "clawed back of earnings",
            "journals/{pending} aster"),
        ("UPDATE :undone SET units = units - 1 WHERE journal_id = {pending}", "clawed back at least",
            "journals/{pending}"),
        ("UPDATE :undone SET units = 21 WHERE journal_id = {pending}", "clawed back at most", "journals/{pending}"),
        // Tallies and bundles.
        ("UPDATE :tallies SET units = units + 1 WHERE id = {tally}", "tally", "tally {tally}"),
        ("UPDATE :tally_entries SET units = units - 1 WHERE journal_id = {reward}", "tally", "tally {tally}"),
        ("UPDATE :tally_entries SET journal_id = {bundled} WHERE journal_id = {reward}", "tally's journal",
            "journals/{bundled}"),
        ("UPDATE :outcomes SET bundle = {earn} WHERE id = {bundled}", "bundle's head", "journals/{bundled}"),
        ("UPDATE :outcomes SET bundle = {reward} WHERE id = {bundled}", "bundle's group", "journals/{bundled}"),
        // The log.
        ("UPDATE :log_head SET number = number + 1", "log head", "groups"),
        ("UPDATE :log_head SET leaves = leaves + 1", "log head", "leaves"),
        ("UPDATE :groups SET first_leaf = first_leaf + 1 WHERE number = 2", "log first leaf", "group 2"),
        ("DELETE FROM :groups WHERE number = 2", "log gap", "group 2"),
        ("DELETE FROM :groups WHERE number = 2", "log outcomes", "group 0, ids "),
        ("UPDATE :groups SET outcomes = outcomes + 1 WHERE number = 3", "log outcomes", "group 3, ids "),
        ("UPDATE :groups SET number = -3 WHERE number = 3", "log outcomes", "group 0, ids "),
        ("UPDATE :outcomes SET id = {refused at 5} WHERE id = {refused}", "log places", "group 8, ids "),
        ("UPDATE :groups SET time = (SELECT MAX(time) FROM :outcomes) WHERE number = 1", "log time", "group 1, ids "),
        ("DELETE FROM :outcomes WHERE id = {refused}", "log outcomes", "group 8, ids "),
    ];

    public static IEnumerable<TheoryDataRow<DatabaseKind, int, string>> Rows() =>
        from kind in TestDatabase.Kinds
        from i in Enumerable.Range(0, Falsifications.Length)
        select new TheoryDataRow<DatabaseKind, int, string>(kind, i, Falsifications[i].Change);

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Check_AfterEverything_IsBalanced(DatabaseKind kind)
    {
        var story = await stories.OfAsync(kind);
        var steps = new List<CheckBooksStep>();
        var check = await story.CheckAsync(progress: new Listed(steps));
        Assert.Empty(check.Discrepancies);
        Assert.True(check.Balanced);
        var kinds = await story.Books.WithDbAsync(db => db.Outcomes.Select(o => o.Kind).Distinct().ToListAsync());
        Assert.Empty(Enum.GetValues<JournalKind>().Except(kinds).Except([JournalKind.Unspecified]));
        Assert.Equal(Enumerable.Range(1, steps.Count), steps.Select(s => s.Number));
        Assert.All(steps, s => Assert.Equal(steps.Count, s.Count));
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Check_RowFalsified_NamesIt(DatabaseKind kind, int row, string change)
    {
        var story = await stories.OfAsync(kind);
        var (_, check, subject) = Falsifications[row];
        var found = await CheckAfterAsync(story, kind, change);
        Assert.False(found.Balanced);
        var named = Placeholder().Replace(subject, m => m.Groups[1].Value switch
        {
            "plain" => $"{Lot.Plain.Code}",
            "promotional" => $"{Lot.Of(null, Provenance.Promotional).Code}",
            var name => $"{story.Ids[name]:D}",
        });
        Assert.Contains(found.Discrepancies, d => d.Check == check
            && (named.EndsWith(' ') ? d.Subject.StartsWith(named, StringComparison.Ordinal) : d.Subject == named));
    }

    /// <summary>Whatever a sum comes to, it is told, not thrown.</summary>
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Check_SumsBeyond64Bits_AreReported(DatabaseKind kind)
    {
        var story = await stories.OfAsync(kind);
        foreach (var units in new[] { long.MaxValue, long.MinValue })
        {
            var found = await CheckAfterAsync(
                story, kind, $"UPDATE :entries SET units = {units}; UPDATE :lots SET remaining = {units};"
                + $" UPDATE :undone SET units = {units}; UPDATE :totals SET units = {units}");
            Assert.InRange(found.Discrepancies.Count, 50, 100);
            var sums = found.Discrepancies.Where(d => d.Check == "journal sum").ToList();
            Assert.NotEmpty(sums);
            Assert.All(sums, s => Assert.Equal(units, s.FoundUnits));
            // Alone, so that no other check fills the answer.
            Assert.Contains((await CheckAfterAsync(
                story, kind, $"UPDATE :wallets SET balance = {units} WHERE id = {{ann}}")).Discrepancies,
                d => d.Check == "wallet balance" && d.FoundUnits == units);
            Assert.Contains((
                await CheckAfterAsync(story, kind, $"UPDATE :totals SET units = {units} WHERE kind = 3")).Discrepancies,
                d => d.Check == "total" && d.FoundUnits == units);
        }
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Check_EachGroupByItself_IsBalanced(DatabaseKind kind)
    {
        var story = await stories.OfAsync(kind);
        var whole = await story.CheckAsync();
        var (journals, entries) = (0L, 0L);
        for (var number = 1L; number <= whole.GroupNumber; number++)
        {
            var check = await story.CheckAsync(number, number);
            Assert.True(check.Balanced, $"group {number}: {check}");
            Assert.Equal(number, check.GroupNumber);
            (journals, entries) = (journals + check.Journals, entries + check.Entries);
        }
        Assert.Equal((whole.Journals, whole.Entries), (journals, entries));
        var half = await story.CheckAsync(10, 0);
        Assert.True(half.Balanced, half.ToString());
        Assert.Equal(whole.GroupNumber, half.GroupNumber);
        Assert.True((await story.CheckAsync(0, 1_000_000)) is { Balanced: true } all && all.Journals == whole.Journals);
        Assert.Equal(0, (await story.CheckAsync(whole.GroupNumber + 1, whole.GroupNumber + 2)).Journals);
    }

    /// <summary>A range finds what is in it, and nothing else.</summary>
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Check_Range_FindsWhatIsInIt(DatabaseKind kind)
    {
        var story = await stories.OfAsync(kind);
        (string Journal, string Change, string Check)[] rows =
        [
            ("adjust", "UPDATE :entries SET units = units + 1 WHERE journal_id = {adjust} AND kind = 6", "journal sum"),
            ("adjust", "UPDATE :entries SET balance_after = balance_after + 1 WHERE journal_id = {adjust} AND kind = 1",
                "running balance"),
            ("adjust", "UPDATE :entries SET version = 1000 WHERE journal_id = {adjust} AND kind = 1", "version before"),
            ("refund", "UPDATE :undone SET units = units + 1 WHERE journal_id = {redeem}", "refunded units"),
            ("reverse", "UPDATE :undone SET reversed = FALSE WHERE journal_id = {mistake}", "reversal's mark"),
            ("confirm", "UPDATE :undone SET confirmed = FALSE WHERE journal_id = {pending}", "confirmation's mark"),
            ("bonus", "UPDATE :undone SET earnings = 0 WHERE journal_id = {purchase}", "earnings of a purchase"),
            ("part of purchase", "UPDATE :undone SET units = units + 1 WHERE journal_id = {bonus}",
                "clawed back of earnings"),
            ("pending's clawback", "UPDATE :undone SET units = units - 1 WHERE journal_id = {pending}",
                "clawed back at least"),
            ("adjust", "DELETE FROM :outcomes WHERE id = {adjust}", "log outcomes"),
            ("adjust", "DELETE FROM :groups WHERE id = {group of adjust}", "log groups"),
        ];
        foreach (var (journal, change, check) in rows)
        {
            var number = await GroupOfAsync(story, journal);
            var found = await CheckAfterAsync(story, kind, change, number, number);
            Assert.True(found.Discrepancies.Any(d => d.Check == check), $"{check}: {found}");
            found = await CheckAfterAsync(story, kind, change, 2, 2);
            Assert.True(found.Balanced, $"{change}: {found}");
        }
    }

    private static Task<long> GroupOfAsync(BooksStory story, string journal) => story.Books.WithDbAsync(db =>
        db.Groups.Where(g => g.Id == GroupOf(story, journal).Value).Select(g => g.Number).SingleAsync());

    /// <summary>Checks within the transaction that made a change, and takes the change back.</summary>
    internal static Task<CheckBooksResponse> CheckAfterAsync(
        BooksStory story, DatabaseKind kind, string change, long first = 0, long last = 0) =>
        story.Books.WithDbAsync(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            var statement = Placeholder().Replace(change, m => Literal(kind, IdOf(story, m.Groups[1].Value)));
            statement = story.Books.Database.Sql(Table().Replace(statement, "{0}$1"));
            Assert.NotEqual(0, await db.Database.ExecuteSqlRawAsync(statement));
            return await new BooksCheck(db).RunAsync(first, last, CancellationToken.None);
        });

    private static Guid IdOf(BooksStory story, string name) => name switch
    {
        "refused at 5" => GroupOf(story, "refused").At(5).Value,
        _ when name.StartsWith("group of ", StringComparison.Ordinal) =>
        GroupOf(story, name["group of ".Length..]).Value,
        _ => story.Ids[name],
    };

    private static GroupId GroupOf(BooksStory story, string journal) =>
        GroupId.Of(new JournalId(story.Ids[journal]));

    private static string Literal(DatabaseKind kind, Guid id) => kind switch
    {
        DatabaseKind.Sqlite => $"x'{Convert.ToHexString(id.ToByteArray(true))}'",
        DatabaseKind.Postgres => $"CAST('{id:D}' AS uuid)",
        _ => $"CAST('{id:D}' AS uniqueidentifier)",
    };

    [GeneratedRegex(@"\{([^}]+)\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@":(\w+)")]
    private static partial Regex Table();

    private sealed class Listed(List<CheckBooksStep> steps) : IProgress<CheckBooksStep>
    {
        public void Report(CheckBooksStep value) => steps.Add(value);
    }
}
