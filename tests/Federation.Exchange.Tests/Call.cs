using Federation.Hosting;
using Federation.Testing;

namespace Federation.Exchange.Tests;

/// <summary>A call to an RPC by a caller that was let in.</summary>
internal sealed class Call : FakeCall
{
    private Call(string method)
        : base(method)
    {
    }

    public static Call Of(string method, string principal, Role? role = null)
    {
        var caller = Principal.Parse(principal);
        var call = new Call(method);
        new Caller(
            caller, role ?? (caller.Partner is null ? Role.AllianceAdmin : Role.PartnerService), new HashSet<string>())
            .AttachTo(call);
        return call;
    }

    protected override CancellationToken CancellationTokenCore => TestContext.Current.CancellationToken;
}
