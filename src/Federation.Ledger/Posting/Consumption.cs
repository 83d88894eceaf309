using Federation.Hosting;

namespace Federation.Ledger;

/// <summary>Something that the command uses up, and the refusal when it was used before.</summary>
internal sealed record Consumption(string Key, Refusal WhenUsed);
