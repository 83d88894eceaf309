namespace Federation.Identity;

/// <summary>
/// Commands on clients and people wait here for their turn, without a connection: those of one owner happen one after
/// the other, and would otherwise wait in the database, each with a connection that payments need.
/// </summary>
internal sealed class OwnerTurns : IDisposable
{
    private const int AtOnce = 2;
    private readonly SemaphoreSlim turns = new(AtOnce);

    public async Task<T> RunAsync<T>(Func<Task<T>> work, CancellationToken cancel)
    {
        await turns.WaitAsync(cancel);
        try
        {
            return await work();
        }
        finally
        {
            turns.Release();
        }
    }

    public void Dispose() => turns.Dispose();
}
