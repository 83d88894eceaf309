namespace Federation.Ledger.Tests.Model;

/// <summary>What happens in a history.</summary>
internal abstract record Happening;
