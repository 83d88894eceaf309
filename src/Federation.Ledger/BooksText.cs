using System.Globalization;
using System.Text;
using Federation.Ledger.V1;

namespace Federation.Ledger;

/// <summary>One text of the books. Amounts are whole numbers of the coin's smallest unit: how many decimals a coin is shown with is not
/// in the ledger.</summary>
internal abstract class BooksText(TextWriter output, int? moneyScale)
{
    public const string Opening = "Equity:Opening";

    protected TextWriter Output { get; } = output;

    public static BooksText Of(ExportOptions options, TextWriter output) => options.Format switch
    {
        BooksFormat.Hledger => new HledgerText(output, options.MoneyScale),
        BooksFormat.Beancount => new BeancountText(output, options.MoneyScale),
        _ => new CsvText(output),
    };

    public abstract Task BeginAsync(DateTimeOffset first, IReadOnlyList<(string Asset, bool IsMoney)> assets);

    /// <summary>Declares an account; each comes once, before it is used.</summary>
    public abstract Task OpenAsync(ExportAccount account, DateTimeOffset first);

    /// <summary>What an account held before the first journal.</summary>
    public abstract Task BringForwardAsync(ExportAccount account, Int128 units, DateTimeOffset from);

    public abstract Task JournalAsync(JournalRecord journal);

    /// <summary>What an account holds after the last journal.</summary>
    public abstract Task AssertAsync(ExportAccount account, Int128 units, DateTimeOffset day);

    public Task EndAsync() => Output.FlushAsync();

    /// <summary>The name of the money: its code where its scale is known, else one that says that units are counted.</summary>
    protected string MoneyOf(string currency) => moneyScale is null ? currency + ".UNITS" : currency;

    protected string Number(Int128 units, bool isMoney)
    {
        var text = units.ToString(CultureInfo.InvariantCulture);
        if (!isMoney || moneyScale is not (> 0 and var scale))
            return text;
        var sign = units < 0 ? "-" : "";
        var digits = text.AsSpan(sign.Length).ToString().PadLeft(scale + 1, '0');
        return $"{sign}{digits[..^scale]}.{digits[^scale..]}";
    }

    protected static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    protected static string Moment(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Who sent it; of the alliance's admins only that it was one, for their names are personal data.</summary>
    protected static string Sender(JournalRecord journal) =>
        journal.Principal.StartsWith("admins/", StringComparison.Ordinal) ? "admins" : journal.Principal;

    /// <summary>What is particular of a lot; null for earned coins that can be spent and do not expire.</summary>
    protected static string? LotOf(EntryRecord entry)
    {
        if (entry.Lot is not { } lot || lot == Lot.Plain)
            return null;
        var words = new StringBuilder(lot.Provenance.ToString().ToLowerInvariant());
        if (lot.ExpiresAt is { } expires)
            words.Append(" until ").Append(Moment(expires));
        if (lot.ExpiresWithActivity)
            words.Append(" until inactive");
        if (lot.AvailableFrom is { } from)
            words.Append(" from ").Append(Moment(from));
        if (lot.AwaitsConfirmation)
            words.Append(" from confirmation");
        return words.ToString();
    }

    /// <summary>Whether a character could end a line, and so a comment: control characters and Unicode's
    /// separators.</summary>
    protected static bool EndsLine(char c) => char.IsControl(c) || c is '\u2028' or '\u2029';

    /// <summary>What more is known of a journal, by name.</summary>
    protected static IEnumerable<(string Name, string Value)> Particulars(JournalRecord journal)
    {
        yield return ("journal", journal.Id.ToString("D"));
        yield return ("time", Moment(journal.Time));
        if (journal.EffectiveTime is { } effective)
            yield return ("effective", Moment(effective));
        if (journal.Until is { } until)
            yield return ("until", Moment(until));
        if (journal.Corrects is { } about)
            yield return ("about", about.ToString("D"));
        if (journal.ReasonCode is { } reason)
            yield return ("reason", reason);
        if (journal.ExternalReference is { Length: > 0 } reference)
            yield return ("reference", reference);
    }
}

/// <summary>A journal of hledger 1.25 or newer.</summary>
internal sealed class HledgerText(TextWriter output, int? moneyScale) : BooksText(output, moneyScale)
{
    public override async Task BeginAsync(DateTimeOffset first, IReadOnlyList<(string Asset, bool IsMoney)> assets)
    {
        await Output.WriteLineAsync("; The alliance's ledger. Amounts are in the coins' smallest units; times are UTC.");
        foreach (var (asset, isMoney) in assets)
        {
            var decimals = Number(1, isMoney) is { Length: > 2 } one ? new string('0', one.Length - 2) : "";
            await Output.WriteLineAsync($"commodity 1000.{decimals} {Commodity(asset, isMoney)}");
        }
        await Output.WriteLineAsync($"account {Opening}");
    }

    public override Task OpenAsync(ExportAccount account, DateTimeOffset first) => Output.WriteLineAsync($"account {account.Name}");

    public override async Task BringForwardAsync(ExportAccount account, Int128 units, DateTimeOffset from)
    {
        if (units == 0)
            return;
        await Output.WriteLineAsync($"\n{Day(from)} * brought forward\n    {account.Name}  {Amount(account, units)}\n    {Opening}  {Amount(account, -units)}");
    }

    public override async Task JournalAsync(JournalRecord journal)
    {
        var begin = journal.Entries.Count == 0 ? "\n; " : "\n";
        await Output.WriteLineAsync($"{begin}{Day(journal.Time)} * ({journal.GroupNumber}) {Sender(journal)} | {journal.Kind}");
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

/// <summary>A ledger of Beancount.</summary>
internal sealed class BeancountText(TextWriter output, int? moneyScale) : BooksText(output, moneyScale)
{
    private IReadOnlyDictionary<string, string> commodities = new Dictionary<string, string>();

    public override async Task BeginAsync(DateTimeOffset first, IReadOnlyList<(string Asset, bool IsMoney)> assets)
    {
        commodities = BeancountCommodities.Of(assets.Where(a => !a.IsMoney).Select(a => a.Asset));
        await Output.WriteLineAsync("; The alliance's ledger. Amounts are in the coins' smallest units; times are UTC.");
        await Output.WriteLineAsync("option \"title\" \"The alliance's ledger\"");
        foreach (var (asset, isMoney) in assets)
            await Output.WriteLineAsync(
                $"{Day(first)} commodity {Commodity(asset, isMoney)}\n  asset: {Quoted(isMoney ? asset : "coins/" + asset)}");
        await Output.WriteLineAsync($"{Day(first)} open {Opening}");
    }

    public override Task OpenAsync(ExportAccount account, DateTimeOffset first) => Output.WriteLineAsync(
        $"{Day(first)} open {account.Name} {Commodity(account.Asset, account.IsMoney)}");

    public override async Task BringForwardAsync(ExportAccount account, Int128 units, DateTimeOffset from)
    {
        if (units == 0)
            return;
        await Output.WriteLineAsync(
            $"\n{Day(from)} * \"brought forward\"\n  {account.Name}  {Amount(account, units)}\n  {Opening}  {Amount(account, -units)}");
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
        await Output.WriteLineAsync($"\n{Day(journal.Time)} * {Quoted(Sender(journal))} \"{journal.Kind}\"\n  group: {journal.GroupNumber}");
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
