namespace Federation.Hosting;

/// <summary>
/// Knows in which flows a transaction is open. Such a flow holds a pooled connection; if it waited for another module,
/// which needs a connection of the same pool, enough of them would hold all connections and wait for each other. So it
/// may not call one: the call is a fault, in every test and at once, not under load alone.
/// </summary>
public static class OpenTransaction
{
    private static readonly AsyncLocal<bool> Open = new();

    /// <summary>Marks this flow, and what it starts, until the mark is disposed of.</summary>
    public static Mark Enter() => new(Open.Value);

    /// <exception cref="InvalidOperationException">A transaction is open in this flow.</exception>
    public static void RequireNone(string what)
    {
        if (Open.Value)
            throw new InvalidOperationException(
                $"{what} is called while a transaction is open: call it before the transaction or after its commit.");
    }

    /// <summary>What was so before, to be put back.</summary>
    public readonly struct Mark : IDisposable
    {
        private readonly bool before;

        internal Mark(bool before) => (this.before, Open.Value) = (before, true);

        public void Dispose() => Open.Value = before;
    }
}
