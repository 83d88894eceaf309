using System.Text;

namespace Federation.Ledger;

/// <summary>A journal of hledger 1.25 or newer.</summary>
internal sealed class HledgerText(TextWriter output, int? moneyScale) : BooksText(output, moneyScale)
{
    public override async Task BeginAsync(DateTimeOffset first, IReadOnlyList<(string Asset, bool IsMoney)> assets)
    {
        await Output.WriteLineAsync(
            "; The alliance's ledger. Amounts are in the coins' smallest units; times are UTC.");
        foreach (var (asset, isMoney) in assets)
        {
            var decimals = Number(1, isMoney) is { Length: > 2 } one ? new string('0', one.Length - 2) : "";
            await Output.WriteLineAsync($"commodity 1000.{decimals} {Commodity(asset, isMoney)}");
        }
        await Output.WriteLineAsync($"account {Opening}");
    }

    public override Task OpenAsync(ExportAccount account, DateTimeOffset first) =>
        Output.WriteLineAsync($"account {account.Name}");

    public override async Task BringForwardAsync(ExportAccount account, Int128 units, DateTimeOffset from)
    {
        if (units == 0)
            return;
        await Output.WriteLineAsync(
            $"\n{Day(from)} * brought forward\n    {account.Name}  {Amount(account, units)}\n    {Opening}  "
            + $"{Amount(account, -units)}");
    }

    public override async Task JournalAsync(JournalRecord journal)
    {
        var begin = journal.Entries.Count == 0 ? "\n; " : "\n";
        await Output.WriteLineAsync(
            $"{begin}{Day(journal.Time)} * ({journal.GroupNumber}) {Sender(journal)} | {journal.Kind}");
        foreach (var (name, value) in Particulars(journal))
            await Output.WriteLineAsync($"    ; {name}: {Value(value)}");
        foreach (var entry in journal.Entries)
        {
            var account = ExportAccount.Of(entry);
            var lot = LotOf(entry) is { } words ? "  ; lot: " + words : "";
            await Output.WriteLineAsync($"    {account.Name}  {Amount(account, entry.Units)}{lot}");
        }
    }

    public override Task AssertAsync(ExportAccount account, Int128 units, DateTimeOffset day) => Output.WriteLineAsync(
        $"\n{Day(day)} * balance\n    {account.Name}  {Amount(account, 0)} = {Amount(account, units)}");

    private string Amount(ExportAccount account, Int128 units) =>
        $"{Number(units, account.IsMoney)} {Commodity(account.Asset, account.IsMoney)}";

    private string Commodity(string asset, bool isMoney) => $"\"{(isMoney ? MoneyOf(asset) : asset)}\"";

    /// <summary>
    /// A tag's value, percent-encoded where hledger would read more than a value: a comma ends it and the next word
    /// could be a tag such as <c>date:</c>, a date in brackets moves a posting, outer blanks are dropped. The percent
    /// sign itself is encoded, so that percent-decoding gives back each value as it was.
    /// </summary>
    internal static string Value(string value)
    {
        var text = new StringBuilder(value.Length);
        for (var at = 0; at < value.Length; at++)
            if (value[at] is '%' or ',' or '[' or ']' || EndsLine(value[at])
                || (char.IsWhiteSpace(value[at]) && (at == 0 || at == value.Length - 1)))
                text.Append(Uri.EscapeDataString(value[at].ToString()));
            else
                text.Append(value[at]);
        return text.ToString();
    }
}
