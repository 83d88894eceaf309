using System.Globalization;
using Federation.Hosting;
using Federation.Ledger.V1;
using Federation.Testing;
using Microsoft.EntityFrameworkCore;

namespace Federation.Ledger.Tests;

/// <summary>Exports: what the tools of plain text accounting say of them. Those that are not installed are
/// skipped.</summary>
public sealed class BooksExportTests(BooksStories stories) : IClassFixture<BooksStories>
{
    public static TheoryData<DatabaseKind> Databases => [.. TestDatabase.Kinds];

    public static TheoryData<DatabaseKind, BooksFormat> Everywhere => new(
        from kind in TestDatabase.Kinds
        from format in new[] { BooksFormat.Hledger, BooksFormat.Beancount }
        select (kind, format));

    [Theory]
    [MemberData(nameof(Everywhere))]
    public async Task Export_Whole_IsAccepted(DatabaseKind kind, BooksFormat format)
    {
        var (code, said) = await AccountingTool
            .CheckAsync(await ExportAsync(await stories.OfAsync(kind), new ExportOptions(format)), format);
        Assert.True(code == 0, said);
    }

    /// <summary>Money with decimals, and every moment as an end: each part of the books is in balance by
    /// itself.</summary>
    [Theory]
    [MemberData(nameof(Everywhere))]
    public async Task Export_Part_IsAccepted(DatabaseKind kind, BooksFormat format)
    {
        var story = await stories.OfAsync(kind);
        var (start, middle) = (BooksStory.Start, BooksStory.Start.AddDays(14));
        foreach (var (from, to) in new (DateTimeOffset?, DateTimeOffset?)[]
            { (null, middle), (middle, null), (start.AddDays(1), middle.AddTicks(10)), (start.AddYears(-1), start) })
        {
            var (code, said) = await AccountingTool
                .CheckAsync(await ExportAsync(story, new ExportOptions(format, from, to, 2)), format);
            Assert.True(code == 0, $"from {from} to {to}: {said}");
        }
    }

    /// <summary>The text is of the entries and its last balances of the wallets' rows: where those differ, the tools
    /// say so.</summary>
    [Theory]
    [MemberData(nameof(Everywhere))]
    public async Task Export_WalletFalsified_IsRefused(DatabaseKind kind, BooksFormat format)
    {
        var story = await stories.OfAsync(kind);
        var text = await story.Books.WithDbAsync(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            await db.Wallets.Where(w => w.Id == story.Ids["ann"])
                .ExecuteUpdateAsync(w => w.SetProperty(x => x.Balance, x => x.Balance + 1));
            await using var output = new StringWriter();
            var options = new ExportOptions(format);
            await new BooksExport(db, options, BooksText.Of(options, output)).RunAsync(null, CancellationToken.None);
            return output.ToString();
        });
        var (code, said) = await AccountingTool.CheckAsync(text, format);
        Assert.NotEqual(0, code);
        Assert.Contains($"W{story.Ids["ann"]:D}", said, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Export_Hledger_BalancesAreTheWallets(DatabaseKind kind)
    {
        var story = await stories.OfAsync(kind);
        var text = await ExportAsync(story, new ExportOptions(BooksFormat.Hledger));
        var (code, said) = await AccountingTool.RunAsync(
            "hledger", text, "balance", "--flat", "--no-total", "--empty", "-O", "csv", "Assets:Wallets",
            "Liabilities");
        Assert.True(code == 0, said);
        var balances = said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Skip(1)
            .Select(l => l.Trim('"').Split("\",\""))
            .ToDictionary(f => f[0], f => long.Parse(f[1].Split(' ')[0], CultureInfo.InvariantCulture));
        foreach (var wallet in await story.Books.WithDbAsync(db => db.Wallets.AsNoTracking().ToListAsync()))
        {
            Assert.Equal(wallet.Balance - wallet.Held,
                balances.GetValueOrDefault(ExportAccount.Of(AccountKind.Wallet, wallet).Name));
            Assert.Equal(wallet.Held, balances.GetValueOrDefault(ExportAccount.Of(AccountKind.Held, wallet).Name));
            Assert.Equal(
                wallet.Receivable, balances.GetValueOrDefault(ExportAccount.Of(AccountKind.Receivable, wallet).Name));
        }
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Export_Csv_HasEachEntryOnce(DatabaseKind kind)
    {
        var story = await stories.OfAsync(kind);
        var lines = (await ExportAsync(story, new ExportOptions(BooksFormat.Csv)))
            .Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var (outcomes, entries) = await story.Books.WithDbAsync(async db =>
            (await db.Outcomes.Where(o => o.Refused == null).ToListAsync(), await db.Entries.ToListAsync()));
        var empty = outcomes.Count(o => entries.TrueForAll(e => e.JournalId != o.Id));
        Assert.Equal(1 + entries.Count + empty, lines.Length);
        var adjusted = lines.Where(l => l.Contains(story.Ids["adjust"].ToString("D"), StringComparison.Ordinal))
            .Select(l => l.Split(',')).ToList();
        Assert.Equal(["-5", "5"], adjusted.Select(f => f[14]).Order());
        Assert.All(adjusted,
            f => Assert.Equal(("4", "Adjust", "2026-01-01T08:00:00.000000Z", "goodwill"), (f[0], f[2], f[3], f[8])));
        Assert.Contains(lines, l => l.Contains("\"till 7, \"\"no. 12\"\" \\ date:x\"", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, l => l.Contains("chen.wei", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("aster", "ASTER")]
    [InlineData("aster-gold", "ASTER-GOLD")]
    [InlineData("gbp", "GBP.COIN")]
    [InlineData("a-", "COIN.57DF4D8C9E8D9F29")]
    [InlineData("a-coin-with-a-very-long-name", "COIN.")]
    [InlineData("true", "TRUE.COIN")]
    [InlineData("false", "FALSE.COIN")]
    [InlineData("null", "NULL.COIN")]
    [InlineData("true-gold", "TRUE-GOLD")]
    public void NameOf_AnyCoin_IsOneThatBeancountTakes(string coin, string commodity)
    {
        var name = BeancountCommodities.NameOf(coin);
        Assert.Matches(@"^[A-Z][A-Z0-9'._-]{0,22}[A-Z0-9]$", name);
        if (!commodity.StartsWith("COIN.", StringComparison.Ordinal))
            Assert.Equal(commodity, name);
        Assert.StartsWith(commodity[..5], name, StringComparison.Ordinal);
    }

    private static async Task<string> ExportAsync(BooksStory story, ExportOptions options)
    {
        await using var books = await OfflineBooks.OpenAsync(story.Books.OfflineName, CancellationToken.None);
        await using var output = new StringWriter();
        var last = 0.0;
        await books.ExportAsync(options, output, new Latest(x => last = x), CancellationToken.None);
        Assert.Equal(1.0, last);
        return output.ToString();
    }

    private sealed class Latest(Action<double> told) : IProgress<double>
    {
        public void Report(double value) => told(value);
    }
}
