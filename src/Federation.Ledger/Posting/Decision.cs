using System.Buffers.Binary;
using Federation.Ledger.V1;

namespace Federation.Ledger;

/// <summary>A command and what it came to in this group: to be written.</summary>
internal sealed record Decision(Command Command, Guid Id, DateTimeOffset Time, JournalRecord? Journal, Hosting.Refusal? Refusal);
