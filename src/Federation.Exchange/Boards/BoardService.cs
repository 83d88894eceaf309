using Federation.Errors.V1;
using Federation.Exchange.V1;
using Federation.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Federation.Exchange;

/// <summary>The rate boards.</summary>
internal sealed partial class BoardService(
    ExchangeDb db, PublishedBoards boards, PartnerDirectory directory, AllianceClock clock, PageTokens pages,
    IOptions<DeploymentOptions> deployment, IOptions<ExchangeOptions> options, TimeProvider time,
    ILogger<BoardService> logger)
    : V1.BoardService.BoardServiceBase
{
    /// <summary>Boards with their approvals, and with what became of them since; without their pairs only the number
    /// of these is known.</summary>
    private async Task<List<ShownBoard>> ShownAsync(
        IQueryable<BoardRecord> some, DateTimeOffset now, bool withPairs, CancellationToken cancel)
    {
        var shown = await Shown(withPairs ? some : some.IgnoreAutoIncludes(), now).ToListAsync(cancel);
        foreach (var board in shown.Select(s => s.Board).Where(b => b is { Pairs: null, PairCount: null }))
            board.Pairs = await db.BoardPairs.AsNoTracking().SingleAsync(p => p.Number == board.Number, cancel);
        return shown;
    }

    private IQueryable<ShownBoard> Shown(IQueryable<BoardRecord> some, DateTimeOffset now) =>
        some.AsNoTracking().AsSplitQuery().Include(b => b.Values).Include(b => b.Approvals).Select(b => new ShownBoard(
            b,
            db.Publications.Where(p => p.BoardNumber == b.Number).OrderByDescending(p => p.Sequence)
                .Select(p => (DateTimeOffset?)p.PublishTime).FirstOrDefault(),
            db.Publications.Where(p => p.PublishTime <= now).OrderByDescending(p => p.Sequence)
                .Select(p => (long?)p.BoardNumber).FirstOrDefault(),
            now));

    private async Task<ShownBoard> FindAsync(long number, CancellationToken cancel, bool withPairs = true) =>
        await FindAsync(number, await clock.NowAsync(cancel), cancel, withPairs);

    /// <summary>The board as it is shown at this moment of alliance time, which a transaction cannot ask for.</summary>
    private async Task<ShownBoard> FindAsync(
        long number, DateTimeOffset now, CancellationToken cancel, bool withPairs = true) =>
        (await ShownAsync(db.Boards.Where(b => b.Number == number), now, withPairs, cancel)).SingleOrDefault()
        ?? throw new RefusalException(Refusal.NotFound(ErrorReason.BoardNotFound, BoardNames.Of(number)));

    /// <summary>The number of the next board.</summary>
    private async Task<long> NextNumberAsync(CancellationToken cancel) =>
        (await db.Boards.MaxAsync(b => (long?)b.Number, cancel) ?? 0) + 1;

    /// <summary>The brands' coins, as fresh as these terms need them. COIN_NOT_FOUND where one of theirs is
    /// none.</summary>
    private async Task<DirectorySnapshot> RequireCoinsAsync(BoardTerms terms, CancellationToken cancel)
    {
        var snapshot = await directory.WithAsync(d => BoardGuard.Unknown(terms, d) is null, cancel);
        return BoardGuard.Unknown(terms, snapshot) is { } unknown ? throw new RefusalException(unknown) : snapshot;
    }

    /// <summary>What the guard says of a board against the one in force now.</summary>
    private async Task<BoardGuard> GuardAsync(RateBoard board, CancellationToken cancel)
    {
        var now = await clock.NowAsync(cancel);
        var inForce = (await boards.AfterMissAsync(cancel)).InForceAt(now);
        // Seconds of one core, at worst: not on the thread of a call that others wait behind.
        return await Task.Run(() => BoardGuard.Of(board, inForce, options.Value.BandBasisPoints), cancel);
    }
}
