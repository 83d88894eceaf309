using System.Collections.Concurrent;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Grpc.Core;

namespace Federation.Accounts.Tests;

/// <summary>Keeps the wallets' states as the ledger would, and whom each was set for.</summary>
internal sealed class LedgerNeighbour : PostingService.PostingServiceBase
{
    private readonly ConcurrentDictionary<(string Member, string Coin),
        (WalletState State, long Revision)> wallets = new();
    private readonly ConcurrentDictionary<string, ConsumedKey> consumed = new(StringComparer.Ordinal);
    private volatile bool away;

    public ConcurrentQueue<string> Principals { get; } = new();

    /// <summary>The next call fails before anything happens, or, when <paramref name="after"/>, after it did.</summary>
    public void FailNext(bool after = false) => (away, FailsAfter) = (true, after);

    private bool FailsAfter { get; set; }

    public WalletState? StateOf(string member, string coin) =>
        wallets.TryGetValue((member, coin), out var wallet) ? wallet.State : null;

    /// <summary>Something is used up by a journal of a kind; the journal's name.</summary>
    public string Consume(string key, JournalKind kind)
    {
        var journal = new JournalId(Guid.CreateVersion7()).Name;
        consumed[key] = new ConsumedKey { Key = key, Journal = journal, Kind = kind };
        return journal;
    }

    public override Task<FindConsumedResponse> FindConsumed(FindConsumedRequest request, ServerCallContext context) =>
        Task.FromResult(new FindConsumedResponse
        {
            Consumed = { request.Keys.Where(consumed.ContainsKey).Select(k => consumed[k]) },
        });

    public override Task<SetWalletStateResponse> SetWalletState(
        SetWalletStateRequest request, ServerCallContext context)
    {
        if (away && !FailsAfter)
            throw Away();
        Principals.Enqueue(context.RequestHeaders.GetValue(RequestGuard.PrincipalHeader) ?? "");
        foreach (var coin in request.CoinIds)
            wallets.AddOrUpdate((request.MemberId, coin), (request.State, request.Revision),
                (_, old) => old.State == WalletState.Closed || old.Revision >= request.Revision
                    ? old : (request.State, request.Revision));
        if (away)
            throw Away();
        return Task.FromResult(new SetWalletStateResponse());
    }

    private RpcException Away()
    {
        away = false;
        return new RpcException(new Status(StatusCode.Unavailable, "away"));
    }
}
