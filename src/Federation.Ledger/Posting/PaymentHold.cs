using Federation.Ledger.V1;

namespace Federation.Ledger;

/// <summary>A hold for a payment across brands, with what was agreed.</summary>
/// <param name="Journal">The hold's journal.</param>
/// <param name="Terms">From these follow all captures, refunds and reversals.</param>
/// <param name="Until">When it expires, in alliance time. A payment's hold is not extended.</param>
internal sealed record PaymentHold(JournalRecord Journal, PaymentTerms Terms, DateTimeOffset Until)
{
    public JournalId Id => Journal.Id;

    /// <summary>The hold that a journal is; null where it is none, or one without a payment.</summary>
    public static PaymentHold? Of(JournalRecord? journal) =>
        journal is { Kind: JournalKind.Hold, Terms: { } terms, Until: { } until }
            ? new PaymentHold(journal, terms, until) : null;
}
