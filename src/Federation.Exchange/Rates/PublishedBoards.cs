using Federation.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Exchange;

/// <summary>
/// The book that each process holds: at most a second old, and read anew once when something is missing, before anyone
/// is refused. Boards never change, so one small query tells whether there is anything new.
/// </summary>
internal sealed class PublishedBoards
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(1);

    // Misses may come faster than anything can change; so often the database is asked at most.
    private static readonly TimeSpan MissAge = TimeSpan.FromMilliseconds(20);

    private readonly IServiceScopeFactory scopes;
    private readonly SnapshotHolder<BoardBook> held;

    public PublishedBoards(IServiceScopeFactory scopes, TimeProvider time)
    {
        this.scopes = scopes;
        held = new(BoardBook.Empty, ReadAsync, time);
    }

    /// <summary>The book, at most a second old.</summary>
    public ValueTask<BoardBook> CurrentAsync(CancellationToken cancel) => held.NoOlderThanAsync(MaxAge, cancel);

    /// <summary>The book as of now, because something was missing in the one that the caller has.</summary>
    public ValueTask<BoardBook> AfterMissAsync(CancellationToken cancel) => held.NoOlderThanAsync(MissAge, cancel);

    /// <summary>Takes over what this process has just published.</summary>
    public Task PublishedAsync(CancellationToken cancel) => held.FreshAsync(cancel);

    private async Task<BoardBook> ReadAsync(BoardBook known)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ExchangeDb>();
        if ((await db.Publications.MaxAsync(p => (long?)p.Sequence) ?? 0) == known.LastSequence)
            return known;
        var publications = await db.Publications.AsNoTracking().Where(p => p.Sequence > known.LastSequence)
            .Select(p => new Publication(p.Sequence, p.BoardNumber, p.PublishTime)).ToListAsync();
        var boards = new List<RateBoard>();
        foreach (var number in publications.Select(p => p.BoardNumber).Distinct().Where(n => !known.Knows(n)))
        {
            var board = await db.Boards.AsNoTracking().Include(b => b.Values).SingleAsync(b => b.Number == number);
            boards.Add(board.ToRates());
        }
        return known.With(publications, boards);
    }
}
