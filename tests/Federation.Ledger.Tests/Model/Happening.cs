namespace Federation.Ledger.Tests;

/// <summary>What happens in a history.</summary>
internal abstract record Happening;
