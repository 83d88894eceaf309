using Federation.Hosting;
using Federation.Testing;

namespace Federation.Programs.Tests;

/// <summary>A call to an RPC by a caller that was let in.</summary>
internal sealed class Call : FakeCall
{
    private Call(string method)
        : base(method)
    {
    }

    /// <summary>Ann and Bob are people of Aster's, each with a credential of her and his own.</summary>
    public static Call Ann => Of("aster", "aster-ann");

    public static Call Bob => Of("aster", "aster-bob");

    public static Call Birch => Of("birch", "birch-cat");

    /// <summary>One of Aster's whose token does not say by which credential it was got.</summary>
    public static Call Nameless => Of("aster", null);

    public static Call Alliance =>
        For(new Caller(Principal.OfPerson("ada"), Role.AllianceAdmin, new HashSet<string>()));

    protected override CancellationToken CancellationTokenCore => TestContext.Current.CancellationToken;

    private static Call Of(string partner, string? credential) => For(
        new Caller(
            Principal.Of(new PartnerId(partner)), Role.PartnerAdmin, new HashSet<string>())
        { ClientId = credential });

    private static Call For(Caller caller)
    {
        var call = new Call("/programs");
        caller.AttachTo(call);
        return call;
    }
}
