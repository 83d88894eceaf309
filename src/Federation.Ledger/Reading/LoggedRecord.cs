using Federation.Ledger.V1;

namespace Federation.Ledger;

/// <summary>A journal of the log, with what the journal is that it is about.</summary>
/// <param name="Journal">The journal.</param>
/// <param name="CorrectedKind">The kind of the journal in <see cref="JournalRecord.Corrects"/>; null where there is
/// none.</param>
/// <param name="CorrectedTime">Its alliance time.</param>
internal sealed record LoggedRecord(JournalRecord Journal, JournalKind? CorrectedKind, DateTimeOffset? CorrectedTime);
