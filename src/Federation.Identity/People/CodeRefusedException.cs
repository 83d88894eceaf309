namespace Federation.Identity;

/// <summary>A code cannot be sent, and could not be later.</summary>
internal sealed class CodeRefusedException(string message, Exception? cause = null) : Exception(message, cause);
