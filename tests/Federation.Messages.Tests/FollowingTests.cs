using Federation.Hosting;
using Federation.Ledger.V1;
using Federation.Messages.V1;

namespace Federation.Messages.Tests;

/// <summary>Members are told of each change of their coins, once, in words.</summary>
public sealed class FollowingTests
{
    public static TheoryData<DatabaseKind> Kinds => Module.Kinds;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Changes_AreToldOnce_AlsoByTwoNodes(DatabaseKind kind)
    {
        await using var module = await Module.StartAsync(kind);
        module.NewMember(out var ann);
        module.NewMember(out var bob);
        await module.SetUpAsync();
        for (var i = 0; i < 30; i++)
            module.Log.Add(JournalKind.Earn, (ann, "aster", 10));
        module.Log.Add(JournalKind.Gift, (ann, "aster", -5), (bob, "aster", 5));
        // No brand of this coin has settings.
        module.Log.Add(JournalKind.Earn, (ann, "birch", 10));
        var nodes = Enumerable.Range(0, 3).Select(_ => module.NewFollower()).ToList();
        await Task.WhenAll(nodes.Select(n => FollowAsync(n, 6)));
        await FollowAsync(nodes[0], 6);

        var told = (await module.Messages.ListInbox(
            new() { Member = ResourceNames.Me, PageSize = 100 }, Call.Member(ann, "aster", "birch"))).Messages;
        Assert.Equal(31, told.Count);
        Assert.Equal("You gave 5 ASTER away. Your balance is 1000 ASTER.", told[0].Text);
        Assert.Equal("Aster: -5 ASTER", told[0].Subject);
        Assert.All(told.Skip(1), m => Assert.StartsWith(
            "You earned 10 ASTER at Aster. Your balance is 1000 ASTER.", m.Text, StringComparison.Ordinal));
        var atBob = (await module.Messages.ListInbox(
            new() { Member = ResourceNames.Me }, Call.Member(bob, "aster"))).Messages;
        Assert.Equal("You were given 5 ASTER. Your balance is 1000 ASTER.", Assert.Single(atBob).Text);
    }

    [Fact]
    public async Task Changes_BeforeTheBrandBegan_AreToldToNobody()
    {
        await using var module = await Module.StartAsync();
        module.NewMember(out var ann);
        module.Log.Add(JournalKind.Earn, (ann, "aster", 10));
        var follower = module.NewFollower();
        await follower.StepAsync(Cancel);
        module.Time.Now += TimeSpan.FromHours(1);
        await module.SetUpAsync();
        module.Log.Now = module.Time.Now;
        module.Log.Add(JournalKind.Redeem, (ann, "aster", -3));
        await FollowAsync(follower, 3);
        Assert.Equal("Aster: -3 ASTER", Assert.Single(await module.DeliveriesAsync()).Subject);

        var settings = Given.Settings();
        settings.Off.Add(MessageKind.CoinsChanged);
        await module.SetUpAsync(settings);
        module.Log.Add(JournalKind.Redeem, (ann, "aster", -3));
        await FollowAsync(follower, 3);
        Assert.Single(await module.DeliveriesAsync());
    }

    [Theory]
    [InlineData(JournalKind.Earn, 10, 0, "earn", 10)]
    [InlineData(JournalKind.Redeem, -10, 0, "spend", -10)]
    [InlineData(JournalKind.Hold, -10, 10, "hold", -10)]
    [InlineData(JournalKind.Release, 10, -10, "release", 10)]
    [InlineData(JournalKind.Capture, 0, -10, "spend", -10)]
    [InlineData(JournalKind.Capture, 4, -10, "spend", -6)]
    [InlineData(JournalKind.Exchange, 0, -10, "exchange-out", -10)]
    [InlineData(JournalKind.Exchange, 7, 0, "exchange-in", 7)]
    [InlineData(JournalKind.Refund, 5, 0, "refund", 5)]
    [InlineData(JournalKind.Clawback, -5, 0, "take-back", -5)]
    [InlineData(JournalKind.Reverse, -5, 0, "take-back", -5)]
    [InlineData(JournalKind.Gift, 5, 0, "gift-in", 5)]
    [InlineData(JournalKind.Expire, -5, 0, "expire", -5)]
    [InlineData(JournalKind.Adjust, 5, 0, "other", 5)]
    [InlineData(JournalKind.Confirm, 0, 0, "", 0)]
    public void Journal_IsPutIntoAWord(JournalKind kind, long wallet, long held, string what, long units)
    {
        var member = new MemberId(Guid.CreateVersion7());
        var changes = CoinChange.Of(LedgerLog.Journal(kind, Given.Noon, (member, "aster", wallet, held))).ToList();
        if (what.Length == 0)
            Assert.Empty(changes);
        else
            Assert.Equal((what, units), (Assert.Single(changes).What, changes[0].Units));
    }

    [Theory]
    [InlineData(0, 1234, "+1234")]
    [InlineData(2, 1234, "+12.34")]
    [InlineData(2, -5, "-0.05")]
    [InlineData(4, long.MinValue, "-922337203685477.5808")]
    public void Units_HaveTheirCoinsDecimalPlaces(int scale, long units, string written) => Assert.Equal(
        written, CoinWords.Change(new Partners.Internal.V1.DirectoryCoin { Scale = scale }, units));

    private static async Task FollowAsync(LedgerFollower follower, int steps)
    {
        for (var i = 0; i < steps; i++)
            await follower.StepAsync(Cancel);
    }
}
