using Federation.Errors.V1;
using Federation.Exchange.V1;
using Federation.Hosting;
using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Federation.Exchange;

/// <summary>The rate boards.</summary>
internal sealed partial class BoardService(
    ExchangeDb db, PublishedBoards boards, PartnerDirectory directory, AllianceClock clock, PageTokens pages,
    IOptions<DeploymentOptions> deployment, TimeProvider time, ILogger<BoardService> logger)
    : V1.BoardService.BoardServiceBase
{
    /// <summary>A board with the time of its last publication, if it has one.</summary>
    private sealed record Shown(BoardRecord Board, DateTimeOffset? PublishTime)
    {
        public Board ToMessage()
        {
            var message = new Board
            {
                Name = BoardNames.Of(Board.Number),
                FeeBasisPoints = Board.FeeBasisPoints,
                Currency = Board.Currency,
                State = StateOf(this),
                Proposer = Board.Proposer,
                Approver = Board.Approver ?? "",
                CreateTime = Board.CreateTime.ToTimestamp(),
                PublishTime = PublishTime?.ToTimestamp(),
            };
            var values = Board.Values.OrderBy(v => v.CoinId, StringComparer.Ordinal);
            message.Values.AddRange(values.Select(v => new CoinValue
            {
                Coin = ResourceNames.Coin(v.CoinId),
                AsksUnits = v.AsksUnits,
                PaysUnits = v.PaysUnits,
            }));
            return message;
        }
    }

    private static BoardState StateOf(Shown shown) => shown switch
    {
        { PublishTime: not null } => BoardState.Published,
        { Board.Approver: not null } => BoardState.Approved,
        _ => BoardState.Proposed,
    };

    private IQueryable<Shown> ShownBoards(IQueryable<BoardRecord> some) =>
        some.AsNoTracking().Include(b => b.Values).Select(b => new Shown(
            b,
            db.Publications.Where(p => p.BoardNumber == b.Number).OrderByDescending(p => p.Sequence)
                .Select(p => (DateTimeOffset?)p.PublishTime).FirstOrDefault()));

    private async Task<Shown> FindAsync(long number, CancellationToken cancel) =>
        await ShownBoards(db.Boards.Where(b => b.Number == number)).SingleOrDefaultAsync(cancel)
        ?? throw new RefusalException(Refusal.NotFound(ErrorReason.BoardNotFound, BoardNames.Of(number)));
}
