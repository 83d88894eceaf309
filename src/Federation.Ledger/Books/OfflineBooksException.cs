namespace Federation.Ledger;

/// <summary>The books cannot be read. The message is a sentence for people.</summary>
public sealed class OfflineBooksException(string message, Exception? inner = null) : Exception(message, inner);
