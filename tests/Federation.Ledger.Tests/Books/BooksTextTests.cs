using System.Text.Json;
using System.Text.RegularExpressions;
using Federation.Ledger.V1;

namespace Federation.Ledger.Tests;

/// <summary>What partners chose themselves, coins' ids and references, does not become something else in an
/// export.</summary>
public sealed class BooksTextTests
{
    private static readonly DateTimeOffset Time = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);
    private static readonly Guid Wallet = Guid.Parse("0198c5a1-6c57-7c3e-8f0a-3d1f7a2b9c4d");

    /// <summary>Words of hledger's and Beancount's grammars, and ids at the ends of what an id may be.</summary>
    private static readonly string[] Coins =
    [
        "true", "false", "null", "none", "nan", "inf", "txn", "open", "close", "date", "price", "option", "plugin",
        "pad", "tag", "event",
        "balance", "commodity", "include", "comment", "end", "apply", "account", "alias", "gbp", "a-", "aa", "p1", "e1",
        "e10", "x--y", "true-",
        "a23456789012345678901234", "a2345678901234567890123456789012",
    ];

    private static readonly string[] References =
    [
        "foo, date:2010-01-01", "date:2010-01-01", "[2010-01-01]", "a,b:c", "100% of 25%2C", "%", "%25",
        "foo%2C date:2010-01-01", " x ", " ",
        "x; y", "x  y", "\"quoted\"", "\\", "\\n", "back\\\"", "'", "''=1", "=1+1", "+1", "-2+3", "@SUM(A1)", "'=1",
        " =1", "x;=1+1",
        "x;'=1", "#tag ^link", "{5 USD}", "| narration",
    ];

    [Theory]
    [InlineData(BooksFormat.Hledger)]
    [InlineData(BooksFormat.Beancount)]
    public async Task Export_AnyCoin_IsAccepted(BooksFormat format)
    {
        var (code, said) = await AccountingTool
            .CheckAsync(await TextAsync(format, [.. Coins.Select((c, at) => Earn(c, $"receipt {at}"))]), format);
        Assert.True(code == 0, said);
    }

    [Theory]
    [InlineData(BooksFormat.Hledger)]
    [InlineData(BooksFormat.Beancount)]
    public async Task Export_AnyReference_IsAccepted(BooksFormat format)
    {
        var (code, said) = await AccountingTool.CheckAsync(await TextAsync(format, Hostile()), format);
        Assert.True(code == 0, said);
    }

    /// <summary>A reference makes no tag of its own and moves no date, and percent-decoding gives it back.</summary>
    [Fact]
    public async Task Export_Hledger_ReferenceIsOneTag()
    {
        var (code, said) = await AccountingTool
            .RunAsync("hledger", await TextAsync(BooksFormat.Hledger, Hostile()), "print", "-O", "json");
        Assert.True(code == 0, said);
        var transactions = JsonDocument.Parse(said).RootElement.EnumerateArray().Where(t => !IsBalance(t)).ToList();
        Assert.Equal(References.Length, transactions.Count);
        foreach (var (reference, transaction) in References.Zip(transactions))
        {
            var tags = transaction.GetProperty("ttags").EnumerateArray()
                .Select(t => (Name: t[0].GetString()!, Value: t[1].GetString()!)).ToList();
            Assert.Equal(["journal", "time", "reference"], tags.Select(t => t.Name));
            Assert.Equal(reference, Uri.UnescapeDataString(tags[^1].Value));
            Assert.Equal("2026-03-01", transaction.GetProperty("tdate").GetString());
            Assert.All(transaction.GetProperty("tpostings").EnumerateArray(),
                p => Assert.Equal(JsonValueKind.Null, p.GetProperty("pdate").ValueKind));
        }
    }

    [Fact]
    public async Task Export_Beancount_ReferenceIsReadBack()
    {
        var text = await TextAsync(BooksFormat.Beancount, Hostile());
        var (code, said) =
            await AccountingTool.RunAsync("bean-query", text, "SELECT entry_meta('reference') WHERE number > 0");
        Assert.True(code == 0, said);
        var rows = Records(said).Skip(1).Select(r => r[0].Trim());
        Assert.Equal(References.Select(r => r.Trim()).Order(), rows.Order());
    }

    /// <summary>No cell begins a formula, in whatever way a spreadsheet separates cells, and each text can be read
    /// back.</summary>
    [Fact]
    public async Task Export_Csv_NoCellIsAFormula()
    {
        var text = await TextAsync(BooksFormat.Csv,
            [.. Hostile(), .. References.Select(r => Freeze(r)), Freeze("x") with { ReasonCode = "-1-2" }]);
        var rows = Records(text).Skip(1).ToList();
        foreach (var cell in rows.SelectMany(r => r).SelectMany(c => c.Split(';')).Where(c => !long.TryParse(c, out _)))
            Assert.DoesNotMatch(@"^\s*[=+@-]", cell);
        Assert.Equal(References.Order(),
            rows.Where(r => r[2] == "Earn").Select(r => CsvCells.Read(r[9])).Distinct().Order());
        Assert.Equal("-1-2", CsvCells.Read(rows[^1][8]));
        Assert.Contains(rows, r => r[14] == "-5");
    }

    /// <summary>A journal without entries is a comment, which no reference leaves.</summary>
    [Theory]
    [InlineData(BooksFormat.Hledger)]
    [InlineData(BooksFormat.Beancount)]
    public async Task Export_JournalWithoutEntries_StaysAComment(BooksFormat format)
    {
        var text = await TextAsync(format, [Freeze("x\n2026-03-01 open Assets:Mine\u2028y\r")]);
        Assert.DoesNotContain(text.Split('\n', '\r', '\u2028'),
            l => l.StartsWith("2026-03-01 open Assets:Mine", StringComparison.Ordinal));
    }

    [Fact]
    public void Commodities_AlikeInShort_AreNumbered()
    {
        var names = BeancountCommodities.Of(["b", "a", "c", "b"], c => c == "c" ? "OTHER" : "ALIKE");
        Assert.Equal([("a", "ALIKE"), ("b", "ALIKE.2"), ("c", "OTHER")], names.Select(n => (n.Key, n.Value)).Order());
    }

    /// <summary>Lines of cells; no cell here holds a line break.</summary>
    private static IEnumerable<string[]> Records(string text) =>
        text.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line =>
            Regex.Matches(line, "(?:\\A|,)(?:\"((?:[^\"]|\"\")*)\"|([^,]*))").Select(m =>
                m.Groups[1].Success ? m.Groups[1].Value.Replace("\"\"", "\"", StringComparison.Ordinal)
                    : m.Groups[2].Value).ToArray());

    private static bool IsBalance(JsonElement transaction) =>
        transaction.GetProperty("tdescription").GetString() == "balance";

    private static JournalRecord[] Hostile() => [.. References.Select(r => Earn("aster", r))];

    private static JournalRecord Freeze(string reference) =>
        Earn("aster", reference) with { Kind = JournalKind.Freeze, Entries = [] };

    private static JournalRecord Earn(string coin, string reference) => new()
    {
        Id = new JournalId(Guid.NewGuid()),
        Kind = JournalKind.Earn,
        Principal = Principal.Parse("partners/aster"),
        RequestId = Guid.NewGuid(),
        Time = Time,
        ExternalReference = reference,
        Entries = [new(AccountKind.Issued, coin, -5), new(AccountKind.Wallet, coin, 5, WalletId: Wallet)],
    };

    private static async Task<string> TextAsync(BooksFormat format, JournalRecord[] journals)
    {
        await using var output = new StringWriter();
        var text = BooksText.Of(new ExportOptions(format), output);
        var entries = journals.SelectMany(j => j.Entries).ToList();
        await text.BeginAsync(Time, [.. entries.Select(e => (e.Asset, false)).Distinct().Order()]);
        var accounts = entries.GroupBy(ExportAccount.Of).ToList();
        foreach (var account in accounts)
            await text.OpenAsync(account.Key, Time);
        foreach (var journal in journals)
            await text.JournalAsync(journal);
        foreach (var account in accounts)
            await text
                .AssertAsync(account.Key, account.Aggregate((Int128)0, (sum, e) => sum + e.Units), Time.AddDays(1));
        await text.EndAsync();
        return output.ToString();
    }
}
