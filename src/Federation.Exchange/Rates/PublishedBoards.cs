using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Exchange;

/// <summary>
/// The book that each process holds: swapped whole, at most a second old, and read anew once when something is missing,
/// before anyone is refused. Boards never change, so one small query tells whether there is anything new.
/// </summary>
internal sealed class PublishedBoards(IServiceScopeFactory scopes, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(1);

    // Misses may come faster than anything can change; so often the database is asked at most.
    private static readonly TimeSpan MissAge = TimeSpan.FromMilliseconds(20);

    private readonly SemaphoreSlim reading = new(1, 1);
    private volatile Held held = new(BoardBook.Empty, long.MinValue);

    /// <summary>The book, at most a second old.</summary>
    public ValueTask<BoardBook> CurrentAsync(CancellationToken cancel) => ReadSinceAsync(Before(MaxAge), cancel);

    /// <summary>The book as of now, because something was missing in the one that the caller has.</summary>
    public ValueTask<BoardBook> AfterMissAsync(CancellationToken cancel) => ReadSinceAsync(Before(MissAge), cancel);

    /// <summary>Takes over what this process has just published.</summary>
    public async ValueTask PublishedAsync(CancellationToken cancel) =>
        await ReadSinceAsync(time.GetTimestamp(), cancel);

    private long Before(TimeSpan age) =>
        time.GetTimestamp() - (long)(age.TotalSeconds * time.TimestampFrequency);

    private async ValueTask<BoardBook> ReadSinceAsync(long timestamp, CancellationToken cancel)
    {
        if (held is { } fresh && fresh.Asked >= timestamp)
            return fresh.Book;
        await reading.WaitAsync(cancel);
        try
        {
            var known = held;
            if (known.Asked >= timestamp)
                return known.Book;
            // Taken before the question: what is published while it is answered belongs to the next one.
            var asked = time.GetTimestamp();
            var book = await ReadAsync(known.Book, cancel);
            held = new Held(book, asked);
            return book;
        }
        finally
        {
            reading.Release();
        }
    }

    private async Task<BoardBook> ReadAsync(BoardBook known, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ExchangeDb>();
        if ((await db.Publications.MaxAsync(p => (long?)p.Sequence, cancel) ?? 0) == known.LastSequence)
            return known;
        var publications = await db.Publications.AsNoTracking().Where(p => p.Sequence > known.LastSequence)
            .Select(p => new Publication(p.Sequence, p.BoardNumber, p.PublishTime)).ToListAsync(cancel);
        var boards = new List<RateBoard>();
        foreach (var number in publications.Select(p => p.BoardNumber).Distinct().Where(n => !known.Knows(n)))
        {
            var board = await db.Boards.AsNoTracking().Include(b => b.Values)
                .SingleAsync(b => b.Number == number, cancel);
            boards.Add(board.ToRates());
        }
        return known.With(publications, boards);
    }

    public void Dispose() => reading.Dispose();

    private sealed record Held(BoardBook Book, long Asked);
}
