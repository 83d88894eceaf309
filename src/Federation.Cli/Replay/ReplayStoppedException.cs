namespace Federation.Cli;

/// <summary>The replay cannot reach the figures that its file defines. The message says why.</summary>
internal sealed class ReplayStoppedException(string message) : StoppedException(message);
