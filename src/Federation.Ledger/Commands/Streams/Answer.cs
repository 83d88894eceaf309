namespace Federation.Ledger;

/// <summary>What a command of a stream came to.</summary>
internal readonly record struct Answer(string RequestId, CommandOutcome Outcome);
