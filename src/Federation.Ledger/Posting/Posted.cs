using Federation.Hosting;
using Federation.Ledger.V1;

namespace Federation.Ledger;

/// <summary>What a command came to.</summary>
/// <param name="Journal">The journal, if it was accepted.</param>
/// <param name="Refusal">The refusal, if not.</param>
/// <param name="Replayed">True when it was decided before.</param>
internal sealed record Posted(JournalRecord? Journal, Refusal? Refusal, bool Replayed);
