using Federation.Hosting;
using Federation.Ledger.V1;
using Grpc.Core;

namespace Federation.Ledger;

internal sealed partial class LedgerService
{
    public override async Task<GetWalletResponse> GetWallet(GetWalletRequest request, ServerCallContext context)
    {
        var cancel = context.CancellationToken;
        var caller = Caller.Of(context);
        var form = new Form();
        var asOf = form.Moment(request.AsOfTime, "as_of_time");
        form.Check(
            request.Basis is >= TimeBasis.Unspecified and <= TimeBasis.Effective, "basis", "must be one of the bases");
        var key = await RequireWalletAsync(caller, form, request.Name, "name", cancel);
        var read = await db.ReadLotsAsync(db.Keyed(key), time, cancel);
        var wallet = read.Wallets.SingleOrDefault() ?? throw WalletNotFound(request.Name);
        var member = MemberNamesFor(caller)(wallet.MemberId);
        if (asOf is { } moment)
            return new GetWalletResponse
            {
                Wallet = await WalletAsOfAsync(
                wallet, member, moment, request.Basis, read.Now, cancel)
            };
        return new GetWalletResponse
        {
            Wallet = wallet.Held == 0 ? wallet.ToWallet(member, read.Now)
                : await HoldingWalletAsync(caller, key, cancel),
        };
    }

    private async Task<Wallet> WalletAsOfAsync(
        WalletRow today, string member, DateTimeOffset moment, TimeBasis basis, DateTimeOffset now,
        CancellationToken cancel)
    {
        var form = new Form();
        form.Check(moment <= now, "as_of_time",
            $"must not be after the alliance's clock, which stands at {now:yyyy-MM-dd'T'HH:mm:ss'Z'}");
        form.Done();
        var snapshot = await directory.WithAsync(s => s.Coins.ContainsKey(today.Coin), cancel);
        await using var transaction = await db.BeginSnapshotAsync(cancel);
        var then = await db.ReadAsOfAsync(
            today, moment, basis == TimeBasis.Effective, CoinPolicies.Of(snapshot)[today.Coin], cancel);
        var wallet = then.ToWallet(member, moment);
        wallet.State = today.StateToday();
        return wallet;
    }

    /// <summary>A wallet of which something is held: with its open holds, from one snapshot.</summary>
    private async Task<Wallet> HoldingWalletAsync(Caller caller, WalletKey key, CancellationToken cancel)
    {
        var memberName = MemberNamesFor(caller);
        await using var snapshot = await db.BeginSnapshotAsync(cancel);
        var read = await db.ReadHoldsAsync(await db.ReadLotsAsync(db.Keyed(key), time, cancel), cancel);
        var wallet = read.Wallets[0].ToWallet(memberName(key.MemberId), read.Now);
        wallet.Holds.AddRange(await OpenHoldsAsync(read, wallet.Name, memberName, cancel));
        return wallet;
    }

    /// <summary>A wallet's open holds, oldest first; within the snapshot in which it was read.</summary>
    private async Task<IEnumerable<Hold>> OpenHoldsAsync(
        WalletsRead read, string walletName, Func<Guid, string> memberName, CancellationToken cancel)
    {
        var ids = read.Wallets.SelectMany(w => w.Holds).Where(h => h.Until > read.Now).Select(h => h.HoldId).Distinct()
            .ToList();
        var holds = new List<HoldRead>();
        foreach (var chunk in ids.Chunk(IdsPerQuery))
            holds.AddRange(await db.ReadHoldsAsync(chunk, read.Wallets[0].Id, read.Now, cancel));
        return holds.OrderBy(h => h.Journal.Time).ThenBy(h => h.Journal.Id.Value)
            .Select(h => h.ToHold(walletName, memberName));
    }
}
