namespace Federation.Hosting;

/// <summary>The process cannot start; the message is one plain sentence for whoever started it. Exit code 2.</summary>
public sealed class StartRefusedException(string message) : Exception(message);
