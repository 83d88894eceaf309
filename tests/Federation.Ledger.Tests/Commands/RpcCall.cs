using Federation.Hosting;
using Federation.Testing;

namespace Federation.Ledger.Tests;

/// <summary>A call as a service sees it, with its caller already admitted.</summary>
internal sealed class RpcCall : FakeCall
{
    public RpcCall(Caller caller)
        : base("/test/Call") => caller.AttachTo(this);

    protected override CancellationToken CancellationTokenCore => TestContext.Current.CancellationToken;
}
