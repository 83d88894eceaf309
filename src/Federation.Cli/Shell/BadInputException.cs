namespace Federation.Cli;

/// <summary>What was typed, or a file, is not right. The message is the sentence that the person sees.</summary>
internal sealed class BadInputException(string message) : Exception(message);
