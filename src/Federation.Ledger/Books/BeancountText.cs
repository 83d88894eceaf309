using System.Text;

namespace Federation.Ledger;

/// <summary>A ledger of Beancount.</summary>
internal sealed class BeancountText(TextWriter output, int? moneyScale) : BooksText(output, moneyScale)
{
    private IReadOnlyDictionary<string, string> commodities = new Dictionary<string, string>();

    public override async Task BeginAsync(DateTimeOffset first, IReadOnlyList<(string Asset, bool IsMoney)> assets)
    {
        commodities = BeancountCommodities.Of(assets.Where(a => !a.IsMoney).Select(a => a.Asset));
        await Output.WriteLineAsync(
            "; The alliance's ledger. Amounts are in the coins' smallest units; times are UTC.");
        await Output.WriteLineAsync("option \"title\" \"The alliance's ledger\"");
        foreach (var (asset, isMoney) in assets)
            await Output.WriteLineAsync(
                $"{Day(first)} commodity {Commodity(asset, isMoney)}\n"
                + $"  asset: {Quoted(isMoney ? asset : ResourceNames.Coin(asset))}");
        await Output.WriteLineAsync($"{Day(first)} open {Opening}");
    }

    public override Task OpenAsync(ExportAccount account, DateTimeOffset first) => Output.WriteLineAsync(
        $"{Day(first)} open {account.Name} {Commodity(account.Asset, account.IsMoney)}");

    public override async Task BringForwardAsync(ExportAccount account, Int128 units, DateTimeOffset from)
    {
        if (units == 0)
            return;
        await Output.WriteLineAsync(
            $"\n{Day(from)} * \"brought forward\"\n  {account.Name}  {Amount(account, units)}\n  {Opening}  "
            + $"{Amount(account, -units)}");
    }

    public override async Task JournalAsync(JournalRecord journal)
    {
        if (journal.Entries.Count == 0)
        {
            await Output.WriteLineAsync($"\n; {Day(journal.Time)} {Sender(journal)} {journal.Kind}");
            foreach (var (name, value) in Particulars(journal))
                await Output.WriteLineAsync($"; {name}: {Quoted(value)}");
            return;
        }
        await Output.WriteLineAsync(
            $"\n{Day(journal.Time)} * {Quoted(Sender(journal))} \"{journal.Kind}\"\n  group: {journal.GroupNumber}");
        foreach (var (name, value) in Particulars(journal))
            await Output.WriteLineAsync($"  {name}: {Quoted(value)}");
        foreach (var entry in journal.Entries)
        {
            var account = ExportAccount.Of(entry);
            await Output.WriteLineAsync($"  {account.Name}  {Amount(account, entry.Units)}");
            if (LotOf(entry) is { } lot)
                await Output.WriteLineAsync($"    lot: {Quoted(lot)}");
        }
    }

    /// <summary>A balance is asserted as of the beginning of its day.</summary>
    public override Task AssertAsync(ExportAccount account, Int128 units, DateTimeOffset day) =>
        Output.WriteLineAsync($"\n{Day(day)} balance {account.Name}  {Amount(account, units)}");

    private string Amount(ExportAccount account, Int128 units) =>
        $"{Number(units, account.IsMoney)} {Commodity(account.Asset, account.IsMoney)}";

    private string Commodity(string asset, bool isMoney) => isMoney ? MoneyOf(asset) : commodities[asset];

    /// <summary>A string of Beancount, in one line: what it calls escapes stands for control characters.</summary>
    internal static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"", text.Length + 2);
        foreach (var c in text)
            _ = c switch
            {
                '\\' or '"' => quoted.Append('\\').Append(c),
                '\n' => quoted.Append("\\n"),
                '\r' => quoted.Append("\\r"),
                '\t' => quoted.Append("\\t"),
                _ => quoted.Append(c),
            };
        return quoted.Append('"').ToString();
    }
}
