using Federation.Client;
using Federation.Exchange.V1;
using Google.Protobuf;
using Grpc.Net.Client;

namespace Federation.Scenarios;

/// <summary>A running alliance of aster and birch with one member of both, who has 1000 of aster's coins.</summary>
internal sealed class OneWallet : IAsyncDisposable
{
    private readonly MemberSessions sessions;
    private readonly string member;
    private readonly GrpcChannel channel;

    private OneWallet(
        Alliance alliance, FederationClient birch, MemberSessions sessions, string member, string atBirch)
    {
        (Alliance, Birch, AtBirch) = (alliance, birch, atBirch);
        (this.sessions, this.member) = (sessions, member);
        channel = GrpcChannel.ForAddress(alliance.Deployment.Gateways[0]);
    }

    public Alliance Alliance { get; }

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
        var sessions = await MemberSessions.OfAsync(alliance.Deployment.Folder, aster);
        return new OneWallet(alliance, birch, sessions, ann, atBirch);
    }

    /// <summary>The member in a session that has proven these brands.</summary>
    public MemberClient As(params string[] brands) => new(channel, TokenOf(brands));

    public string TokenOf(params string[] brands) => sessions.TokenOf("aster", member, brands);

    /// <summary>60 of aster's coins, for birch's.</summary>
    public static ConvertRequest Converting(string expectedBoard = "") => new()
    {
        RequestId = RequestIds.New(),
        Member = MemberClient.Me,
        Pay = Alliance.Coins("aster", 60),
        OtherCoin = "coins/birch",
        ExpectedBoard = expectedBoard,
    };

    /// <summary>No answer names the member by its internal id.</summary>
    public void AssertTellsNoId(params IMessage[] answers) => Assert.All(answers, seen => Assert.DoesNotContain(
        sessions.InternalIdOf("aster", member), seen.ToByteString().ToStringUtf8(), StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        channel.Dispose();
        await Alliance.DisposeAsync();
    }
}
