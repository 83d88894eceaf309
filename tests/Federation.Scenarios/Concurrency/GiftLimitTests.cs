using Federation.Client;
using Federation.Errors.V1;
using Federation.Ledger.V1;
using Federation.Partners.V1;
using Federation.Testing;
using DatabaseKind = Federation.Hosting.DatabaseKind;

namespace Federation.Scenarios;

/// <summary>Many callers give gifts of one member at once: the day has as many as its coin allows.</summary>
[Collection(nameof(WholeMachine))]
public sealed class GiftLimitTests(SharedNodes shared) : IClassFixture<SharedNodes>
{
    private const int Callers = 50;
    private const int Most = 3;
    private const int Coins = 1000;

    public static TheoryData<DatabaseKind> SharedDatabases => [.. TestDatabase.SharedKinds];

    [Theory]
    [MemberData(nameof(SharedDatabases))]
    public async Task FiftyGifts_OnThreeNodesAtOnce_AreAsManyAsTheDayHas(DatabaseKind kind)
    {
        var nodes = await shared.OnAsync(kind);
        await GiveAtOnceAsync(nodes.Aster);
        await nodes.AssertWellAsync();
    }

    [Fact]
    public async Task FiftyGifts_InOneProcessAtOnce_AreAsManyAsTheDayHas()
    {
        await using var alliance = new Alliance(await Deployment.OnAsync(DatabaseKind.Sqlite));
        var aster = await alliance.GivenPartnerAsync("aster");
        var (ann, bob, next) = await GiveAtOnceAsync([aster]);
        // Until the instant that the refusal named there is none, and from then on there are as many again.
        var clock = alliance.Admin.Clock;
        await clock.AdvanceClockAsync(new() { RequestId = RequestIds.New(), Now = Time(next.AddMinutes(-1)) });
        Assert.Equal(next, await GiveAsync(aster, ann, bob));
        await clock.AdvanceClockAsync(new() { RequestId = RequestIds.New(), Now = Time(next) });
        for (var n = 0; n < Most; n++)
            Assert.Null(await GiveAsync(aster, ann, bob));
        Assert.Equal(next.AddDays(1), await GiveAsync(aster, ann, bob));
        await LimitAsync([aster], 0, ann, bob);
        Assert.Null(await GiveAsync(aster, ann, bob));
        await alliance.AssertBooksAsync();
        alliance.Deployment.Errors.AssertNone();
    }

    private static async Task<(string Ann, string Bob, DateTimeOffset Next)> GiveAtOnceAsync(FederationClient[] nodes)
    {
        var ann = await Alliance.GivenMemberAsync(nodes[0], RequestIds.New());
        var bob = await Alliance.GivenMemberAsync(nodes[0], RequestIds.New());
        await Alliance.EarnAsync(nodes[0], "aster", ann, Coins);
        await Alliance.EarnAsync(nodes[0], "aster", bob, 1);
        await LimitAsync(nodes, Most, ann, bob);
        var answers = await Task.WhenAll(
            Enumerable.Range(0, Callers).Select(n => GiveAsync(nodes[n % nodes.Length], ann, bob)));
        Assert.Equal(Most, answers.Count(a => a is null));
        Assert.Equal(Coins - Most, await Alliance.BalanceOfAsync(nodes[0], "aster", ann));
        Assert.Equal(1 + Most, await Alliance.BalanceOfAsync(nodes[0], "aster", bob));
        return (ann, bob, answers.OfType<DateTimeOffset>().Distinct().Single());
    }

    /// <summary>Gives one coin; null, or from when on the next one may be given.</summary>
    private static async Task<DateTimeOffset?> GiveAsync(FederationClient brand, string from, string to)
    {
        try
        {
            await brand.Ledger.GiftAsync(Gift(from, to));
            return null;
        }
        catch (RefusedException e)
        {
            Assert.Equal(ErrorReason.GiftLimitReached, e.Refusal.Reason);
            Assert.Equal($"{Most}", e.Refusal.Metadata["maximum"]);
            return DateTimeOffset.Parse(
                e.Refusal.Metadata["from"], System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    private static GiftRequest Gift(string from, string to) => new()
    {
        RequestId = RequestIds.New(),
        Member = from,
        Recipient = to,
        Amount = Alliance.Coins("aster", 1),
    };

    /// <summary>Sets the limit, and waits until each node decides by it: dry runs say how many of a member's gifts it
    /// would take.</summary>
    private static async Task LimitAsync(FederationClient[] nodes, int most, string from, string to)
    {
        await nodes[0].Coins.UpdateCoinAsync(new()
        {
            RequestId = RequestIds.New(),
            Name = "coins/aster",
            GiftLimit = new GiftLimit { GiftsPerDay = most, TimeZone = "Asia/Shanghai" },
        });
        foreach (var node in nodes)
        {
            var asked = new DryRunRequest { Mode = BatchMode.Independent };
            asked.Items.AddRange(
                Enumerable.Range(0, Most + 1).Select(_ => new BatchItem { Gift = Gift(from, to) }));
            var expected = most == 0 ? Most + 1 : most;
            while ((await node.Ledger.DryRunAsync(asked)).Results.Count(r => r.Journal is not null) != expected)
                await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    private static Google.Protobuf.WellKnownTypes.Timestamp Time(DateTimeOffset time) =>
        Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(time);
}
