using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Ledger;

internal sealed partial class PostingService
{
    private const int MaxCoins = 1000;

    public override async Task<SetWalletStateResponse> SetWalletState(
        SetWalletStateRequest request, ServerCallContext context)
    {
        var form = new Form();
        var memberId = Member(form, request.MemberId, "member_id");
        form.Check(request.CoinIds.Count is >= 1 and <= MaxCoins, "coin_ids", $"must be 1 to {MaxCoins}");
        for (var i = 0; i < request.CoinIds.Count; i++)
            form.Id(request.CoinIds[i], $"coin_ids[{i}]");
        form.Check(request.State is WalletState.Active or WalletState.Unlinked or WalletState.Closed, "state",
            "must be one of the states");
        form.Positive(request.Revision, "revision");
        form.Done();
        var coins = request.CoinIds.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        // The writer made the wallet, or held its lock: the row is there now, or will be free.
        await Contention.Places.ExecuteAsync(
            async cancel => await SetStateAsync(memberId, coins, request, cancel), context.CancellationToken);
        return new SetWalletStateResponse();
    }

    private async Task SetStateAsync(
        Guid memberId, List<string> coins, SetWalletStateRequest request, CancellationToken cancel)
    {
        var state = request.State;
        // A wallet that its issuer closed is closed with its member, too: what the member earns in newer coins must not
        // open.
        var closes = state == WalletState.Closed;
        var revision = closes ? WalletRow.ClosedWithMember : request.Revision;
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // In the order in which the writer locks wallets, the database's own, so that neither waits for the other in a
        // circle. The state alone is written: balances and versions are the writer's.
        var wallets = (await db.Wallets.AsNoTracking().Where(w => w.MemberId == memberId).OrderBy(w => w.Id)
            .Select(w => new { w.Id, w.Coin }).ToListAsync(cancel)).Where(w => coins.Contains(w.Coin)).ToList();
        foreach (var wallet in wallets)
            await db.Wallets
                .Where(w => w.Id == wallet.Id && (closes || w.State != WalletState.Closed)
                    && w.StateRevision < revision)
                .ExecuteUpdateAsync(
                    w => w.SetProperty(x => x.State, state).SetProperty(x => x.StateRevision, revision), cancel);
        db.Wallets.AddRange(coins.Except(wallets.Select(w => w.Coin)).Select(coin => new WalletRow
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()),
            MemberId = memberId,
            Coin = coin,
            State = state,
            StateRevision = revision,
        }));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
