using Federation.Client;
using Federation.Exchange.V1;
using Google.Protobuf;

namespace Federation.Scenarios;

/// <summary>A running alliance of aster and birch with one member of both, who has 1000 of aster's coins.</summary>
internal sealed class OneWallet : IAsyncDisposable
{
    private readonly SignedMembers sessions;
    private readonly string member;

    private OneWallet(
        Alliance alliance, FederationClient birch, SignedMembers sessions, string member, string atBirch)
    {
        (Alliance, Birch, AtBirch) = (alliance, birch, atBirch);
        (this.sessions, this.member) = (sessions, member);
    }

    public Alliance Alliance { get; }

    private MemberId Id => sessions.IdOf("aster", member);

    public FederationClient Birch { get; }

    /// <summary>The member as birch names it.</summary>
    public string AtBirch { get; }

    public static async Task<OneWallet> StartAsync()
    {
        var alliance = await Alliance.StartAsync();
        var aster = await alliance.GivenPartnerAsync("aster");
        var birch = await alliance.GivenPartnerAsync("birch");
        await alliance.GivenBoardAsync(100, ("aster", 120, 100), ("birch", 150, 140));
        var ann = await Alliance.GivenMemberAsync(aster, "ann");
        var atBirch = await Alliance.GivenLinkAsync(aster, ann, birch, "ann");
        await Alliance.EarnAsync(aster, "aster", ann, 1000);
        var sessions = await SignedMembers.OfAsync(
            alliance.Deployment.Folder, alliance.Deployment.Gateways[0], aster);
        return new OneWallet(alliance, birch, sessions, ann, atBirch);
    }

    /// <summary>The member in a session that has proven these brands.</summary>
    public SignedMember As(params string[] brands) => sessions.Open(Id, "ann", brands);

    public string TokenOf(params string[] brands) => sessions.TokenOf(Id, "ann", brands);

    /// <summary>60 of aster's coins, for birch's.</summary>
    public static ConvertRequest Converting(string expectedBoard = "") => new()
    {
        RequestId = RequestIds.New(),
        Member = SignedMember.Me,
        Pay = Alliance.Coins("aster", 60),
        OtherCoin = "coins/birch",
        ExpectedBoard = expectedBoard,
    };

    /// <summary>No answer names the member by its internal id.</summary>
    public void AssertTellsNoId(params IMessage[] answers) => Assert.All(answers, seen => Assert.DoesNotContain(
        Id.ToString(), seen.ToByteString().ToStringUtf8(), StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        sessions.Dispose();
        await Alliance.DisposeAsync();
    }
}
