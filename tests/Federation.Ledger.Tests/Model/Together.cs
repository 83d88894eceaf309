namespace Federation.Ledger.Tests;

/// <summary>How the commands of a group hang together.</summary>
internal enum Together
{
    /// <summary>Each by itself, decided in one group.</summary>
    Each,

    /// <summary>All or none. Where the first is the head of a bundle, each head begins a bundle of its own.</summary>
    Atomic,

    /// <summary>Each by itself, and nothing is written.</summary>
    Dry,
}
