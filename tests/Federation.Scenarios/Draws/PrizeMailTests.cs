using System.Diagnostics;
using Federation.Client;
using Federation.Messages.Tests;
using Federation.Messages.V1;
using Federation.Partners.V1;
using Federation.Rewards.V1;
using Federation.Testing;
using DatabaseKind = Federation.Hosting.DatabaseKind;

namespace Federation.Scenarios;

/// <summary>Winners of draws get mails, once, whatever happens to the nodes that send them.</summary>
public sealed class PrizeMailTests
{
    private const string Parent = "partners/aster";

    public static TheoryData<DatabaseKind> Databases => [.. TestDatabase.Kinds];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Five members, three cups: all winners are told; one who has not claimed is reminded, and its cup is
    /// passed on, which the next one is told.</summary>
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Winners_AreMailedOnce_AlsoWhenANodeIsKilled(DatabaseKind kind)
    {
        await using var mails = new MailServer();
        await using var alliance = await StartAsync(kind, mails.Port);
        var aster = await alliance.GivenPartnerAsync("aster");
        var second = await alliance.GivenCredentialAsync("aster", CredentialRole.PartnerAdmin);
        var addresses = await GivenMembersAsync(aster, 5);
        var draw = await GivenDrawAsync(alliance, aster, second, addresses.Keys);
        var offered = (await aster.Draws.ListWinnersAsync(new() { Name = draw })).Winners;
        await AwaitAsync(mails, 3);
        Assert.Equal(
            offered.Select(w => addresses[w.Member]).Order(StringComparer.Ordinal),
            Texts(mails, "Your ticket won in “Spring draw”: A cup. Claim it until ").Order(StringComparer.Ordinal));

        foreach (var winner in offered.Take(2))
            await aster.Draws.ClaimPrizeAsync(DrawsMade.Claiming(draw, winner.Member, winner.Place));
        await DrawsMade.PassAsync(alliance, TimeSpan.FromDays(6) + TimeSpan.FromHours(1));
        await AwaitAsync(mails, 4);
        Assert.Equal(
            [addresses[offered[2].Member]], Texts(mails, "Your prize in “Spring draw” is still waiting: A cup."));

        await alliance.Deployment.KillAsync();
        await alliance.Deployment.RestartAsync();
        await DrawsMade.PassAsync(alliance, TimeSpan.FromDays(1));
        await AwaitAsync(mails, 5);
        var next = (await aster.Draws.ListWinnersAsync(new() { Name = draw })).Winners[3];
        Assert.Equal(
            [addresses[next.Member]],
            Texts(mails, "A prize of “Spring draw” was not claimed, and it is now yours: A cup."));

        // What is sent later comes behind: nothing was made twice.
        foreach (var member in addresses.Keys)
            await aster.Messages.SendMessageAsync(Announcement(member));
        await AwaitAsync(mails, 10);
        var made = await aster.Messages.ListDeliveriesAsync(
            new() { Parent = Parent, Kind = MessageKind.Prizes, Channel = MessageChannel.Email });
        Assert.Equal(5, made.Deliveries.Count);
        alliance.Deployment.Errors.AssertNone();
    }

    /// <summary>Two nodes on a database that can be shared; else one.</summary>
    private static async Task<Alliance> StartAsync(DatabaseKind kind, int port)
    {
        var settings = new Dictionary<string, string>
        {
            ["Messages__Smtp__Host"] = "127.0.0.1",
            ["Messages__Smtp__Port"] = $"{port}",
            ["Messages__Smtp__From"] = "no-reply@alliance.example",
            ["Messages__SendingLease"] = "00:00:10",
            ["Sweeps__Interval"] = "00:00:01",
        };
        var database = await Deployment.NewDatabaseAsync(kind);
        return new(TestDatabase.SharedKinds.Contains(kind)
            ? await Deployment.NodesAsync(2, database, settings)
            : await Deployment.OnAsync(database, settings));
    }

    /// <summary>Members with an address each.</summary>
    private static async Task<Dictionary<string, string>> GivenMembersAsync(FederationClient aster, int count)
    {
        await aster.Messages.SetMessageSettingsAsync(new()
        {
            RequestId = RequestIds.New(),
            Parent = Parent,
            // At whatever hour the test runs.
            Settings = new() { TimeZone = "UTC", Language = "en", QuietFromMinute = 0, QuietUntilMinute = 0 },
        });
        var addresses = new Dictionary<string, string>();
        for (var i = 0; i < count; i++)
        {
            var member = await Alliance.GivenMemberAsync(aster, $"member{i}");
            addresses[member] = $"member{i}@example.org";
            await aster.Messages.SetContactAsync(new()
            {
                RequestId = RequestIds.New(),
                Member = member,
                Contact = new() { Email = addresses[member] },
            });
        }
        return addresses;
    }

    private static async Task<string> GivenDrawAsync(
        Alliance alliance, FederationClient aster, FederationClient second, IEnumerable<string> members)
    {
        var draw = await DrawsMade.OpenAsync(aster, "spring", "aster", 0, t =>
        {
            (t.ClaimDays, t.ClaimRounds) = (7, 2);
            t.Prizes.Clear();
            t.Prizes.Add(new DrawPrize { Title = new() { En = "A cup" }, Count = 3 });
        });
        foreach (var member in members)
            await aster.Draws.EnterDrawAsync(DrawsMade.Entering(draw, member));
        await DrawsMade.PassAsync(alliance, TimeSpan.FromHours(1));
        await DrawsMade.DrawAsync(aster, second, draw);
        return draw;
    }

    private static SendMessageRequest Announcement(string member) => new()
    {
        RequestId = RequestIds.New(),
        Parent = Parent,
        Member = member,
        Key = "last-" + member[^12..],
        Kind = MessageKind.Announcement,
        Texts = { new MessageText { Language = "en", Title = "Sale", Text = "The last one." } },
    };

    private static async Task AwaitAsync(MailServer mails, int count)
    {
        var watch = Stopwatch.StartNew();
        while (mails.Received.DistinctBy(m => m.MessageId).Count() < count)
        {
            Assert.True(
                watch.Elapsed < TimeSpan.FromMinutes(2),
                $"{mails.Received.Count} of {count} mails: {string.Join(" | ", mails.Received.Select(m => m.TextBody))}");
            await Task.Delay(50, Cancel);
        }
    }

    /// <summary>Whom a text was sent to, each message once.</summary>
    private static List<string> Texts(MailServer mails, string beginning) =>
        [.. mails.Received.DistinctBy(m => m.MessageId)
            .Where(m => m.TextBody is { } text && text.StartsWith(beginning, StringComparison.Ordinal))
            .Select(m => m.To.Mailboxes.Single().Address)];
}
