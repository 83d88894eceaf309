using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Federation.Exchange;

/// <summary>
/// Brings the list of exchanges forward with the ledger's log. Every node follows: who moves the cursor from where it
/// stood writes the rows, in one transaction, so that there are no duplicates and no gaps.
/// </summary>
internal sealed class ExchangeFollower(
    IServiceScopeFactory scopes, [FromKeyedServices(ExchangeModule.Name)] PostingService.PostingServiceClient posting,
    TimeProvider time, ILogger<ExchangeFollower> logger) : BackgroundService
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(1);

    // Little and often: payments wait behind a long step.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(10);

    // A group may hold hundreds of journals, and an answer is one message.
    private const int MostGroups = 100;
    private int groups = MostGroups;
    private bool away;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(await TryStepAsync(stoppingToken), time, stoppingToken);
            }
            catch (Exception e) when (IsStop(e, stoppingToken))
            {
                return;
            }
        }
    }

    private static bool IsStop(Exception exception, CancellationToken stopping) =>
        DatabaseErrors.IsCancellation(exception, stopping)
        || (stopping.IsCancellationRequested && exception is RpcException);

    /// <summary>Follows one range of the log. How long the next may wait: not at all, where there is more
    /// already.</summary>
    internal async Task<TimeSpan> StepAsync(CancellationToken stopping)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ExchangeDb>();
        var seen = await db.Cursors.AsNoTracking().Where(c => c.Name == CursorRecord.Exchanges)
            .Select(c => c.GroupNumber).SingleAsync(stopping);
        var log = await ReadAsync(LogRange.After(seen, groups), stopping);
        if (LogRange.LacksEntries(log))
            log = await ReadAsync(LogRange.After(seen, groups, allEntries: true), stopping);
        groups = Math.Min(groups * 2, MostGroups);
        if (log.LastGroupNumber == seen)
            return Idle;
        await WriteAsync(db, seen, LogRange.Of(log, await MembersOfHoldsAsync(log, stopping)), stopping);
        return log.More ? TimeSpan.Zero : Pause;
    }

    private async Task<ReadLogResponse> ReadAsync(ReadLogRequest request, CancellationToken stopping) =>
        // gRPC's deadlines are wall-clock times of this process.
        await posting.ReadLogAsync(request, deadline: DateTime.UtcNow + CallLimit, cancellationToken: stopping);

    private async Task<IReadOnlyDictionary<JournalId, MemberId>> MembersOfHoldsAsync(
        ReadLogResponse log, CancellationToken stopping)
    {
        var members = new Dictionary<JournalId, MemberId>();
        foreach (var journal in LogRange.HoldsToAsk(log))
        {
            var hold = await posting.GetPaymentHoldAsync(
                new GetPaymentHoldRequest { Journal = journal.Name }, deadline: DateTime.UtcNow + CallLimit,
                cancellationToken: stopping);
            members[journal] = Answers.MemberOfHold(hold.Journal);
        }
        return members;
    }

    private async Task<TimeSpan> TryStepAsync(CancellationToken stopping)
    {
        try
        {
            var wait = await StepAsync(stopping);
            away = false;
            return wait;
        }
        catch (RpcException e) when (!IsStop(e, stopping))
        {
            // An answer larger than a message: ask for less, and wait before the next try as with every fault.
            if (e.StatusCode == StatusCode.ResourceExhausted)
                groups = Math.Max(groups / 2, 1);
            // Said once: modules start in any order, and one that is away is away for many seconds.
            if (!away)
                Log.LedgerAway(logger, e.Status.Detail);
            away = true;
            return Idle;
        }
        catch (Exception e) when (!IsStop(e, stopping) && DatabaseErrors.IsPassing(e))
        {
            Log.DatabaseAway(logger, e.Message);
            return Idle;
        }
        catch (Exception e) when (!IsStop(e, stopping))
        {
            Log.FollowFailed(logger, e);
            return Idle;
        }
    }

    private static async Task WriteAsync(ExchangeDb db, long seen, LogRange range, CancellationToken stopping)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stopping);
        var moved = await db.Cursors.Where(c => c.Name == CursorRecord.Exchanges && c.GroupNumber == seen)
            .ExecuteUpdateAsync(c => c.SetProperty(x => x.GroupNumber, range.LastGroupNumber), stopping);
        // Another node was here first, and wrote what we read.
        if (moved == 0)
            return;
        await new ManyRows(db).AddNew(range.Exchanges).AddNew(range.Parties).WriteAsync(stopping);
        foreach (var (exchange, units) in range.Refunds)
            await db.Exchanges.Where(e => e.JournalId == exchange.Value)
                .ExecuteUpdateAsync(e => e.SetProperty(x => x.RefundedUnits, x => x.RefundedUnits + units), stopping);
        await transaction.CommitAsync(stopping);
    }
}
