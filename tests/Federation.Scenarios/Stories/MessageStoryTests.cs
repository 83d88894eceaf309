using Federation.Client;
using Federation.Ledger.V1;
using Federation.Messages.Tests;
using Federation.Messages.V1;
using Federation.Partners.V1;
using Federation.Testing;
using Google.Protobuf.WellKnownTypes;
using DatabaseKind = Federation.Hosting.DatabaseKind;

namespace Federation.Scenarios;

/// <summary>What members are told, through the gateway, with a brand's gateway that is a real HTTP server.</summary>
public sealed class MessageStoryTests
{
    private const string Parent = "partners/aster";

    public static TheoryData<DatabaseKind> Databases => [.. TestDatabase.Kinds];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Member_IsToldOfItsCoins_AndReadsIt(DatabaseKind kind)
    {
        await using var server = await GatewayServer.StartAsync();
        await using var alliance = await StartAsync(kind);
        var (aster, ann, secret) = await GivenAsync(alliance, server);
        await Alliance.EarnAsync(aster, "aster", ann, 100);
        var call = (await ReceivedAsync(server, 1)).Single();
        Assert.True(call.IsSignedWith(secret));
        Assert.Equal(ann, call.Data.GetProperty("member").GetString());
        Assert.StartsWith("You earned 100 ", call.Data.GetProperty("text").GetString(), StringComparison.Ordinal);

        var inbox = await aster.Messages.ListInboxAsync(new() { Member = ann, Partner = Parent });
        Assert.Equal((1, 1, Parent), (inbox.UnreadCount, inbox.Messages.Count, inbox.Messages[0].Partner));

        var name = call.Data.GetProperty("delivery").GetString();
        await aster.Messages.ReportDeliveryAsync(
            new() { RequestId = RequestIds.New(), Name = name, Level = EvidenceLevel.Delivered });
        var delivery = (await aster.Messages.GetDeliveryAsync(new() { Name = name })).Delivery;
        Assert.Equal(DeliveryState.Sent, delivery.State);
        Assert.Equal([EvidenceLevel.Accepted, EvidenceLevel.Delivered], delivery.Evidence.Select(e => e.Level));
        await alliance.AssertBooksAsync();
    }

    [Fact]
    public async Task Member_WhoSignedIn_ReadsItsInbox()
    {
        await using var server = await GatewayServer.StartAsync();
        await using var alliance = await StartAsync(DatabaseKind.Sqlite);
        var (aster, ann, _) = await GivenAsync(alliance, server);
        await aster.Messages.SendMessageAsync(Announcement(ann, 1));
        var sessions = await SignedMembers.OfAsync(
            alliance.Deployment.Folder, alliance.Deployment.Gateways[0], aster);
        var me = sessions.Open(sessions.IdOf("aster", ann), "ann", ["aster"]);
        var message = Assert.Single((await me.Messages.ListInboxAsync(new() { Member = SignedMember.Me })).Messages);
        Assert.Equal(("Number 1", Parent), (message.Text, message.Partner));
        await me.Messages.ReadInboxAsync(
            new() { RequestId = RequestIds.New(), Member = SignedMember.Me, Names = { message.Name } });
        var inbox = await me.Messages.ListInboxAsync(new() { Member = SignedMember.Me, Unread = true });
        Assert.Equal((0, 0), (inbox.UnreadCount, inbox.Messages.Count));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Host_KilledWhileItSends_LosesNothing(DatabaseKind kind)
    {
        await using var server = await GatewayServer.StartAsync();
        await using var alliance = await StartAsync(kind);
        var (aster, ann, _) = await GivenAsync(alliance, server);
        for (var i = 0; i < 10; i++)
            await aster.Messages.SendMessageAsync(Announcement(ann, i));
        await ReceivedAsync(server, 1);
        await alliance.Deployment.KillAsync();
        await alliance.Deployment.RestartAsync();
        for (var i = 5; i < 15; i++)
            await aster.Messages.SendMessageAsync(Announcement(ann, i));

        // What the killed one had is sent again when its lease is over.
        var received = await ReceivedAsync(server, 15);
        Assert.Equal(
            Enumerable.Range(0, 15).Select(i => $"Number {i}"),
            received.DistinctBy(r => r.Id).Select(r => r.Data.GetProperty("text").GetString()));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Coins_ThatNeedANotice_EndOnceTheGatewayHasDeliveredIt(DatabaseKind kind)
    {
        await using var server = await GatewayServer.StartAsync();
        await using var alliance = await StartAsync(kind);
        var (aster, ann, _) = await GivenAsync(alliance, server);
        await alliance.Admin.Coins.DefineCoinAsync(new()
        {
            RequestId = RequestIds.New(),
            Partner = Parent,
            CoinId = "petal",
            DisplayCode = "PETAL",
            DisplayName = "Petal",
            Expiry = new()
            {
                Days = 20,
                TimeZone = "Asia/Shanghai",
                NoticeDays = 14,
                NoticeEvidence = NoticeEvidence.Delivered,
            },
        });
        await Alliance.EarnAsync(aster, "petal", ann, 100);
        await ReceivedAsync(server, 1);
        var now = (await aster.Clock.GetClockAsync(new())).Clock.Now.ToDateTimeOffset();
        await alliance.Admin.Clock.AdvanceClockAsync(
            new() { RequestId = RequestIds.New(), Now = now.AddDays(1).ToTimestamp() });
        // They end in 19 days.
        var received = await ReceivedAsync(server, 2);
        var reminder = received.Single(r => r.Data.GetProperty("kind").GetString() == "CoinsExpiring");
        Assert.Contains("100 PETAL of yours expire", reminder.Data.GetProperty("text").GetString(),
            StringComparison.Ordinal);
        var name = reminder.Data.GetProperty("delivery").GetString();
        Assert.DoesNotContain(await JournalsAsync(aster), j => j.Kind == JournalKind.RecordNotice);
        await aster.Messages.ReportDeliveryAsync(
            new() { RequestId = RequestIds.New(), Name = name, Level = EvidenceLevel.Delivered });
        IReadOnlyList<Journal> journals;
        do
        {
            await Task.Delay(200, Cancel);
            journals = await JournalsAsync(aster);
        }
        while (journals.All(j => j.Kind != JournalKind.RecordNotice));
        var notice = journals.Single(j => j.Kind == JournalKind.RecordNotice);
        Assert.Equal(100, notice.Entries.Where(e => e.Units > 0).Sum(e => e.Units));
        await alliance.AssertBooksAsync();
        // The ledger's own move of lots is no change that a member is told of.
        Assert.Equal(2, server.Received.DistinctBy(r => r.Id).Count());
    }

    private static async Task<IReadOnlyList<Journal>> JournalsAsync(FederationClient aster) =>
        (await aster.Ledger.ListJournalsAsync(new() { Coin = "coins/petal" })).Journals;

    private static async Task<Alliance> StartAsync(DatabaseKind kind) => new(await Deployment.OnAsync(
        await Deployment.NewDatabaseAsync(kind),
        new Dictionary<string, string>
        {
            ["Messages__AllowPrivateGateways"] = "true",
            ["Messages__SendingLease"] = "00:00:10",
            ["Sweeps__Interval"] = "00:00:01",
        }));

    /// <summary>Aster with its gateway for SMS, and a member who has a telephone.</summary>
    private static async Task<(FederationClient Aster, string Ann, string Secret)> GivenAsync(
        Alliance alliance, GatewayServer server)
    {
        var aster = await alliance.GivenPartnerAsync("aster");
        var ann = await Alliance.GivenMemberAsync(aster, "ann");
        await aster.Messages.SetMessageSettingsAsync(new()
        {
            RequestId = RequestIds.New(),
            Parent = Parent,
            Settings = new()
            {
                TimeZone = "Asia/Shanghai",
                Language = "en",
                // At whatever hour the test runs.
                QuietFromMinute = 0,
                QuietUntilMinute = 0,
                Channels =
                {
                    Sms(MessageKind.CoinsChanged), Sms(MessageKind.Announcement), Sms(MessageKind.CoinsExpiring),
                },
            },
        });
        await aster.Messages.SetContactAsync(
            new() { RequestId = RequestIds.New(), Member = ann, Contact = new() { Phone = "+8613800138000" } });
        var set = await aster.Messages.SetMessageGatewayAsync(new()
        {
            RequestId = RequestIds.New(),
            Parent = Parent,
            Channel = MessageChannel.Sms,
            Address = server.Address,
        });
        return (aster, ann, set.Secret);
    }

    private static KindChannels Sms(MessageKind kind) => new() { Kind = kind, Channels = { MessageChannel.Sms } };

    private static SendMessageRequest Announcement(string member, int number) => new()
    {
        RequestId = RequestIds.New(),
        Parent = Parent,
        Member = member,
        Key = $"number-{number}",
        Kind = MessageKind.Announcement,
        Texts = { new MessageText { Language = "en", Title = "Sale", Text = $"Number {number}" } },
    };

    /// <summary>What the gateway got, once it has so many messages.</summary>
    private static async Task<IReadOnlyList<ReceivedCall>> ReceivedAsync(GatewayServer server, int messages)
    {
        while (server.Received.DistinctBy(r => r.Id).Count() < messages)
            await Task.Delay(50, Cancel);
        return [.. server.Received];
    }
}
