using System.Globalization;
using System.Text;

namespace Federation.Ledger;

/// <summary>One text of the books. Amounts are whole numbers of the coin's smallest unit: how many decimals a coin is
/// shown with is not in the ledger.</summary>
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

    /// <summary>The name of the money: its code where its scale is known, else one that says that units are
    /// counted.</summary>
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

    protected static string Day(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    protected static string Moment(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Who sent it; of the alliance's admins and of members only that it was one, for their names are personal
    /// data.</summary>
    protected static string Sender(JournalRecord journal) => journal.Principal switch
    {
        { Person: not null } => "admins",
        { Member: not null } => "members",
        var other => other.Name,
    };

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
        yield return ("journal", journal.Id.ToString());
        yield return ("time", Moment(journal.Time));
        if (journal.EffectiveTime is { } effective)
            yield return ("effective", Moment(effective));
        if (journal.Until is { } until)
            yield return ("until", Moment(until));
        if (journal.Corrects is { } about)
            yield return ("about", about.ToString());
        if (journal.ReasonCode is { } reason)
            yield return ("reason", reason);
        if (journal.ExternalReference is { Length: > 0 } reference)
            yield return ("reference", reference);
    }
}
