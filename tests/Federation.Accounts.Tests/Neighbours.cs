using System.Collections.Concurrent;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Federation.Partners.Internal.V1;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Federation.Accounts.Tests;

/// <summary>The two modules that this one talks to, as little of them as it uses, on a real port.</summary>
internal sealed class Neighbours : IAsyncDisposable
{
    private readonly WebApplication app;

    private Neighbours(WebApplication app) => this.app = app;

    public string Address => app.Urls.Single();

    public LedgerNeighbour Ledger => app.Services.GetRequiredService<LedgerNeighbour>();

    public DirectoryNeighbour Directory => app.Services.GetRequiredService<DirectoryNeighbour>();

    public ClockNeighbour Clock => app.Services.GetRequiredService<ClockNeighbour>();

    public static async Task<Neighbours> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(o => o.Listen(
            System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton<LedgerNeighbour>();
        builder.Services.AddSingleton<DirectoryNeighbour>();
        builder.Services.AddSingleton<ClockNeighbour>();
        var app = builder.Build();
        app.MapGrpcService<LedgerNeighbour>();
        app.MapGrpcService<DirectoryNeighbour>();
        app.MapGrpcService<ClockNeighbour>();
        await app.StartAsync();
        return new Neighbours(app);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}

/// <summary>Keeps the wallets' states as the ledger would, and whom each was set for.</summary>
internal sealed class LedgerNeighbour : PostingService.PostingServiceBase
{
    private readonly ConcurrentDictionary<(string Member, string Coin), (WalletState State, long Revision)> wallets = new();
    private volatile bool away;

    public ConcurrentQueue<string> Principals { get; } = new();

    /// <summary>The next call fails before anything happens, or, when <paramref name="after"/>, after it did.</summary>
    public void FailNext(bool after = false) => (away, FailsAfter) = (true, after);

    private bool FailsAfter { get; set; }

    public WalletState? StateOf(string member, string coin) =>
        wallets.TryGetValue((member, coin), out var wallet) ? wallet.State : null;

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

/// <summary>Brands, coins and merchants that tests add to.</summary>
internal sealed class DirectoryNeighbour : DirectoryService.DirectoryServiceBase
{
    private readonly Lock entering = new();
    private readonly GetDirectoryResponse all = new() { Version = 1 };

    public void Change(Action<GetDirectoryResponse> change)
    {
        lock (entering)
        {
            change(all);
            all.Version++;
        }
    }

    public override Task<GetDirectoryResponse> GetDirectory(GetDirectoryRequest request, ServerCallContext context)
    {
        lock (entering)
            return Task.FromResult(request.KnownVersion == all.Version
                ? new GetDirectoryResponse { Version = all.Version, Unchanged = true }
                : all.Clone());
    }
}
