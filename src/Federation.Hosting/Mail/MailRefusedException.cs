namespace Federation.Hosting;

/// <summary>A mail cannot be sent, and could not be later.</summary>
public sealed class MailRefusedException(string message, Exception? cause = null) : Exception(message, cause);
