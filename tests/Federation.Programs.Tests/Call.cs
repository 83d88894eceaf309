using Federation.Hosting;
using Federation.Testing;

namespace Federation.Programs.Tests;

/// <summary>A call to an RPC by a caller that was let in.</summary>
internal sealed class Call : FakeCall
{
    private readonly CancellationToken gone;

    private Call(string method, CancellationToken gone)
        : base(method) => this.gone = gone;

    /// <summary>Ann and Bob are people of Aster's, each with a credential of her and his own.</summary>
    public static Call Ann => Of("aster", "aster-ann");

    public static Call Bob => Of("aster", "aster-bob");

    public static Call Birch => Of("birch", "birch-cat");

    /// <summary>One of Aster's whose token does not say by which credential it was got.</summary>
    public static Call Nameless => Of("aster", null);

    /// <summary>A person of Aster's who signed in at the pages, which are one client for all.</summary>
    public static Call SignedIn(string person) => For(
        new Caller(Principal.Of(new PartnerId("aster")), Role.PartnerAdmin, new HashSet<string>())
        { ClientId = "federation-web", User = "partners/aster/users/" + person });

    public static Call Alliance =>
        For(new Caller(Principal.OfPerson("ada"), Role.AllianceAdmin, new HashSet<string>()));

    /// <summary>Ann, who goes away.</summary>
    public static Call AnnUntil(CancellationToken gone) => Of("aster", "aster-ann", gone);

    protected override CancellationToken CancellationTokenCore => gone;

    /// <summary>A member, whose session has shown that it is these brands' customer.</summary>
    public static Call Member(MemberId member, params string[] brands) => For(
        new Caller(Principal.Of(member), Role.Member, new HashSet<string>())
        { Brands = brands.ToHashSet(StringComparer.Ordinal) });

    private static Call Of(string partner, string? credential, CancellationToken? gone = null) => For(
        new Caller(
            Principal.Of(new PartnerId(partner)), Role.PartnerAdmin, new HashSet<string>())
        { ClientId = credential }, gone);

    private static Call For(Caller caller, CancellationToken? gone = null)
    {
        var call = new Call("/programs", gone ?? TestContext.Current.CancellationToken);
        caller.AttachTo(call);
        return call;
    }
}
