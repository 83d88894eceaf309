using Federation.Hosting;
using Federation.Testing;

namespace Federation.Accounts.Tests;

/// <summary>A call as a service sees it, with its caller already admitted.</summary>
internal sealed class Call : FakeCall
{
    public Call(string service, string method, Caller caller)
        : base($"/{service}/{method}") => caller.AttachTo(this);

    protected override CancellationToken CancellationTokenCore => TestContext.Current.CancellationToken;
}
