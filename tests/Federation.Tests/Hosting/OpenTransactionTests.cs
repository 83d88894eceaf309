using Federation.Hosting;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Federation.Tests;

/// <summary>No module is called, and no batch waited for, by who holds a connection.</summary>
public sealed class OpenTransactionTests
{
    private static readonly Method<string, string> Anything = new(
        MethodType.Unary, "federation.test", "Anything", Marshallers.StringMarshaller, Marshallers.StringMarshaller);

    [Fact]
    public async Task Call_WhileATransactionIsOpen_IsAFault_AlsoFarBelow()
    {
        var batcher = new Batcher<int, int>(asks => Task.FromResult<IReadOnlyList<int>>([.. asks]));
        using var peers = PeersOf();
        var ledger = peers.Invoker("accounts", "ledger");
        using (OpenTransaction.Enter())
        {
            await Task.Yield();
            await Assert.ThrowsAsync<InvalidOperationException>(
                () => Task.Run(() => batcher.AskAsync(1, CancellationToken.None)));
            Assert.Throws<InvalidOperationException>(() => ledger.AsyncUnaryCall(Anything, null, default, "?"));
        }

        Assert.Equal(1, await batcher.AskAsync(1, CancellationToken.None));
        // Nobody listens there; but it was tried.
        using var call = ledger.AsyncUnaryCall(Anything, null, default, "?");
        Assert.Equal(
            StatusCode.Unavailable, (await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync)).StatusCode);
    }

    private static Peers PeersOf()
    {
        var deployment = new DeploymentOptions { Peers = { ["ledger"] = "http://127.0.0.1:1" } };
        var modules = new ModuleCredentials(AllianceKey.FromSecret(new byte[32]), TimeProvider.System);
        var tokens = new AccessTokens(Options.Create(deployment), modules, new RevokedClients(), TimeProvider.System);
        var access = new AccessLog(NullLogger<AccessLog>.Instance, TimeProvider.System);
        var guard = new RequestGuard(tokens, access, TimeProvider.System, NullLogger<RequestGuard>.Instance);
        var services = new ServiceCollection().BuildServiceProvider();
        var local = new LocalServices(services.GetRequiredService<IServiceScopeFactory>(), guard);
        return new Peers(Options.Create(deployment), modules, local);
    }
}
