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
        var invoker = Invoker();
        using (OpenTransaction.Enter())
        {
            await Task.Yield();
            await Assert.ThrowsAsync<InvalidOperationException>(() => Task.Run(() => batcher.AskAsync(1, CancellationToken.None)));
            Assert.Throws<InvalidOperationException>(() => invoker.AsyncUnaryCall(Anything, null, default, "?"));
        }

        Assert.Equal(1, await batcher.AskAsync(1, CancellationToken.None));
        Assert.Equal("answered", await invoker.AsyncUnaryCall(Anything, null, default, "?"));
    }

    private static PeerInvoker Invoker()
    {
        var deployment = new DeploymentOptions();
        var modules = new ModuleCredentials(AllianceKey.FromSecret(new byte[32]), TimeProvider.System);
        var tokens = new AccessTokens(Options.Create(deployment), modules, TimeProvider.System);
        var access = new AccessLog(NullLogger<AccessLog>.Instance, TimeProvider.System);
        var guard = new RequestGuard(tokens, access, TimeProvider.System, NullLogger<RequestGuard>.Instance);
        var services = new ServiceCollection().BuildServiceProvider();
        return new PeerInvoker(
            "accounts", new LocalServices(services.GetRequiredService<IServiceScopeFactory>(), guard), new Remote());
    }

    private sealed class Remote : CallInvoker
    {
        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
            Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) => new(
                Task.FromResult((TResponse)(object)"answered"), Task.FromResult(new Metadata()),
                () => Status.DefaultSuccess, () => [], () => { });

        public override TResponse BlockingUnaryCall<TRequest, TResponse>(
            Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
            throw new NotSupportedException();

        public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
            Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
            throw new NotSupportedException();

        public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
            Method<TRequest, TResponse> method, string? host, CallOptions options) => throw new NotSupportedException();

        public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
            Method<TRequest, TResponse> method, string? host, CallOptions options) => throw new NotSupportedException();
    }
}
