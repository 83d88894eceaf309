using Federation.Hosting;
using Federation.Testing;

namespace Federation.Messages.Tests;

/// <summary>A call to an RPC by a caller that was let in.</summary>
internal sealed class Call : FakeCall
{
    private Call()
        : base("/messages")
    {
    }

    public static Call Aster => Of("aster");

    public static Call Birch => Of("birch");

    protected override CancellationToken CancellationTokenCore => TestContext.Current.CancellationToken;

    /// <summary>A member, whose session has shown that it is these brands' customer.</summary>
    public static Call Member(MemberId member, params string[] brands) => For(
        new Caller(Principal.Of(member), Role.Member, new HashSet<string>())
        { Brands = brands.ToHashSet(StringComparer.Ordinal) });

    private static Call Of(string partner) => For(
        new Caller(Principal.Of(new PartnerId(partner)), Role.PartnerAdmin, new HashSet<string>())
        { ClientId = partner + "-ann" });

    private static Call For(Caller caller)
    {
        var call = new Call();
        caller.AttachTo(call);
        return call;
    }
}
