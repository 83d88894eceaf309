using System.Globalization;

namespace Federation.Ledger;

/// <summary>
/// One line for each entry, as RFC 4180 has it, and one for each journal without entries. Texts are written by
/// <see cref="CsvCells"/>, so that a spreadsheet runs none as a formula; numbers are as they are.
/// </summary>
internal sealed class CsvText(TextWriter output) : BooksText(output, null)
{
    private static readonly string[] Columns =
    [
        "group", "journal", "kind", "time", "effective_time", "until", "principal", "corrects", "reason_code",
        "external_reference",
        "line", "account", "account_kind", "asset", "units", "balance_after", "version", "lot_provenance",
        "lot_expires",
        "lot_available",
    ];

    public override Task BeginAsync(DateTimeOffset first, IReadOnlyList<(string Asset, bool IsMoney)> assets) =>
        WriteAsync(Columns);

    public override Task OpenAsync(ExportAccount account, DateTimeOffset first) => Task.CompletedTask;

    public override Task BringForwardAsync(ExportAccount account, Int128 units, DateTimeOffset from) =>
        Task.CompletedTask;

    public override Task AssertAsync(ExportAccount account, Int128 units, DateTimeOffset day) => Task.CompletedTask;

    public override async Task JournalAsync(JournalRecord journal)
    {
        string?[] head =
        [
            Text(journal.GroupNumber), journal.Id.ToString(), journal.Kind.ToString(), Moment(journal.Time),
            Text(journal.EffectiveTime),
            Text(journal.Until), CsvCells.Text(Sender(journal)), journal.Corrects?.ToString(),
            CsvCells.Text(journal.ReasonCode),
            CsvCells.Text(journal.ExternalReference),
        ];
        if (journal.Entries.Count == 0)
            await WriteAsync([.. head, .. new string?[Columns.Length - head.Length]]);
        for (var line = 0; line < journal.Entries.Count; line++)
        {
            var entry = journal.Entries[line];
            await WriteAsync(
            [
                .. head, Text(line), CsvCells.Text(ExportAccount.Of(entry).Name), entry.Kind.ToString(),
                CsvCells.Text(entry.Asset),
                Text(entry.Units), Text(entry.BalanceAfter), Text(entry.Version),
                entry.Lot?.Provenance.ToString(), ExpiryOf(entry.Lot), AvailabilityOf(entry.Lot),
            ]);
        }
    }

    private static string? ExpiryOf(Lot? lot) =>
        lot is { ExpiresWithActivity: true } ? "inactive" : Text(lot?.ExpiresAt);

    private static string? AvailabilityOf(Lot? lot) =>
        lot is { AwaitsConfirmation: true } ? "confirmation" : Text(lot?.AvailableFrom);

    private static string? Text(DateTimeOffset? time) => time is { } moment ? Moment(moment) : null;

    private static string? Text(long? number) => number?.ToString(CultureInfo.InvariantCulture);

    private Task WriteAsync(IEnumerable<string?> cells) => Output.WriteAsync(string.Join(',', cells) + "\r\n");
}
