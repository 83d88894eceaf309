namespace Federation.Cli;

/// <summary>What was begun cannot be brought to its end. The message is the sentence that the person sees.</summary>
internal class StoppedException(string message) : Exception(message);
