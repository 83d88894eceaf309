using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Accounts;

/// <summary>
/// Tells the ledger what a command decided about wallets: after the command's commit and without a connection, so that
/// no command holds one while it waits for the ledger, which needs another. A notice may be delivered twice or late;
/// its revision makes the ledger ignore what is older than what it knows.
/// </summary>
internal sealed class WalletNotices(
    AccountsDb db, [FromKeyedServices(AccountsModule.Name)] PostingService.PostingServiceClient ledger,
    TimeProvider time)
{
    /// <summary>The ledger takes at most 1,000 coins in one call.</summary>
    private const int CoinsPerCall = 1000;

    private const int NoticesPerRound = 100;

    /// <summary>Whether the command of this call has written a notice.</summary>
    public bool Written { get; private set; }

    /// <summary>
    /// Writes a notice within the command's transaction, after the member was locked: what is read after the lock is
    /// the revision that the command has made.
    /// </summary>
    public async Task WriteAsync(
        Guid memberId, IEnumerable<string> coinIds, WalletState state, IdempotentCommand command,
        CancellationToken cancel)
    {
        var coins = string.Join(' ', coinIds.Order(StringComparer.Ordinal));
        if (coins.Length == 0)
            return;
        Written = true;
        db.WalletNotices.Add(new WalletNotice
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()),
            Principal = command.Principal.Name,
            RequestId = command.RequestId,
            MemberId = memberId,
            Revision = await db.Members.Where(m => m.Id == memberId).Select(m => m.Revision).SingleAsync(cancel),
            State = state,
            Coins = coins,
        });
    }

    /// <summary>Delivers what a command has written, in this call or in an earlier one that ended before it
    /// could.</summary>
    public async Task DeliverAsync(IdempotentCommand command, CallOptions options)
    {
        var notices = await db.WalletNotices.AsNoTracking()
            .Where(n => n.Principal == command.Principal.Name && n.RequestId == command.RequestId)
            .OrderBy(n => n.Id).ToListAsync(options.CancellationToken);
        await DeliverAsync(notices, _ => options);
    }

    /// <summary>Delivers the oldest notices that are left over. True when there may be more.</summary>
    public async Task<bool> DeliverOldestAsync(Func<Principal, CallOptions> optionsFor, CancellationToken cancel)
    {
        var notices = await db.WalletNotices.AsNoTracking().OrderBy(n => n.Id).Take(NoticesPerRound)
            .ToListAsync(cancel);
        await DeliverAsync(notices, optionsFor);
        return notices.Count == NoticesPerRound;
    }

    private async Task DeliverAsync(IReadOnlyList<WalletNotice> notices, Func<Principal, CallOptions> optionsFor)
    {
        foreach (var notice in notices)
        {
            var options = optionsFor(Principal.Parse(notice.Principal));
            foreach (var coins in notice.Coins.Split(' ').Chunk(CoinsPerCall))
            {
                var request = new SetWalletStateRequest
                {
                    MemberId = new MemberId(notice.MemberId).ToString(),
                    State = notice.State,
                    Revision = notice.Revision,
                };
                request.CoinIds.Add(coins);
                await ledger.SetWalletStateAsync(request, options);
            }
            await db.WalletNotices.Where(n => n.Id == notice.Id).ExecuteDeleteAsync(options.CancellationToken);
        }
    }
}
