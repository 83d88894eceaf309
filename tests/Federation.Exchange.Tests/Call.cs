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

    /// <summary>A member that calls for itself, in a session that has proven these brands.</summary>
    public static Call OfMember(MemberId member, params string[] brands)
    {
        var call = new Call("/exchange");
        new Caller(Principal.Of(member), Role.Member, new HashSet<string>()) { Brands = brands.ToHashSet() }
            .AttachTo(call);
        return call;
    }

    protected override CancellationToken CancellationTokenCore => TestContext.Current.CancellationToken;
}
