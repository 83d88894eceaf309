namespace Federation.Cli;

/// <summary>What became of an item of a stream.</summary>
/// <param name="Id">By what the item is known.</param>
/// <param name="Accepted">Whether it was accepted; else it was refused.</param>
/// <param name="Replayed">Whether it was answered so before.</param>
internal readonly record struct StreamAnswer(string Id, bool Accepted, bool Replayed);
