using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Federation.Messages;

/// <summary>
/// Tells members of changes of their coins, and of redemptions that are held, with the ledger's log. Every node
/// follows: who moves the cursor from where it stood makes the messages, in one transaction, so that there are no
/// duplicates and no gaps. Where no brand has settings, nothing is read.
/// </summary>
internal sealed class LedgerFollower(
    IServiceScopeFactory scopes, [FromKeyedServices(MessagesModule.Name)] PostingService.PostingServiceClient posting,
    MessageMaker maker, HeldMessages held, PartnerDirectory directory, MemberNames names, TimeProvider time,
    ILogger<LedgerFollower> logger) : BackgroundService
{
    private const int MostGroups = 20;
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(1);

    // Little and often: payments wait behind a long step.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(10);
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
        var db = scope.ServiceProvider.GetRequiredService<MessagesDb>();
        var settings = await db.Settings.AsNoTracking().ToDictionaryAsync(s => s.PartnerId, stopping);
        if (settings.Count == 0)
            return Idle;
        var seen = await db.Cursors.AsNoTracking().Where(c => c.Name == CursorRow.Ledger)
            .Select(c => c.Position).SingleAsync(stopping);
        var request = new ReadLogRequest { AfterGroupNumber = seen, Limit = groups };
        request.EntryKinds.AddRange([AccountKind.Wallet, AccountKind.Held]);
        // gRPC's deadlines are wall-clock times of this process.
        var log = await posting.ReadLogAsync(
            request, deadline: DateTime.UtcNow + CallLimit, cancellationToken: stopping);
        groups = Math.Min(groups * 2, MostGroups);
        if (log.LastGroupNumber == seen)
            return Idle;
        var journals = log.Journals.Select(j => j.Journal).ToList();
        var coins = journals.SelectMany(CoinChange.Of).Select(c => c.Coin).ToHashSet(StringComparer.Ordinal);
        // A coin may be younger than what is known here.
        var snapshot = await directory.WithAsync(d => coins.All(d.Coins.ContainsKey), stopping);
        var messages = new List<NewMessage>(ChangeMessages.Of(journals, settings, snapshot, names));
        messages.AddRange(await held.OfAsync(db, journals, settings, snapshot, stopping));
        await WriteAsync(db, seen, log.LastGroupNumber, messages, stopping);
        return log.More ? TimeSpan.Zero : Pause;
    }

    private async Task<TimeSpan> TryStepAsync(CancellationToken stopping)
    {
        try
        {
            var wait = await StepAsync(stopping);
            away = false;
            return wait;
        }
        catch (Exception e) when (!IsStop(e, stopping) && e is RpcException or RefusalException)
        {
            // An answer larger than a message: ask for less, and wait before the next try as with every fault.
            if (e is RpcException { StatusCode: StatusCode.ResourceExhausted })
                groups = Math.Max(groups / 2, 1);
            // Said once: modules start in any order, and one that is away is away for many seconds.
            if (!away)
                Log.ChangesLedgerAway(logger, e.Message);
            away = true;
            return Idle;
        }
        catch (Exception e) when (!IsStop(e, stopping) && DatabaseErrors.IsPassing(e))
        {
            Log.MessagesDatabaseAway(logger, e.Message);
            return Idle;
        }
        catch (Exception e) when (!IsStop(e, stopping))
        {
            Log.ChangesNotTold(logger, e);
            return Idle;
        }
    }

    private async Task WriteAsync(
        MessagesDb db, long seen, long last, IReadOnlyList<NewMessage> messages, CancellationToken stopping)
    {
        using var turn = await db.WriterTurnAsync(stopping);
        await using var transaction = await db.Database.BeginTransactionAsync(stopping);
        var moved = await db.Cursors.Where(c => c.Name == CursorRow.Ledger && c.Position == seen)
            .ExecuteUpdateAsync(c => c.SetProperty(x => x.Position, last), stopping);
        // Another node was here first, and told what we read.
        if (moved == 0)
            return;
        await maker.MakeAsync(db, messages, stopping);
        await db.SaveMadeAsync(stopping);
        await transaction.CommitAsync(stopping);
    }
}
