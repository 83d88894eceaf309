using Federation.Hosting;
using Federation.Messages.V1;

namespace Federation.Messages.Tests;

/// <summary>Who has won a prize is told once, and reminded once before it is lost.</summary>
public sealed class PrizeTests
{
    private const string Draw = "partners/aster/draws/spring";
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    public static TheoryData<DatabaseKind> Kinds => Module.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Winners_AreToldOnce_AlsoThoseToWhomAPrizeWasPassedOn(DatabaseKind kind)
    {
        await using var module = await Module.StartAsync(kind);
        var (ann, bob) = (module.NewMember(out var annId), module.NewMember(out var bobId));
        await module.SetUpAsync();
        module.Prizes.Begin(Draw, 1, Given.Noon, Week, ann);
        module.Prizes.Begin("partners/aster/draws/autumn", 1, Given.Noon, null, ann, bob);
        // A brand that tells nobody anything.
        module.Prizes.Begin("partners/birch/draws/spring", 1, Given.Noon, null, ann);
        await module.TellWinnersAsync();
        module.Prizes.Begin(Draw, 2, Given.Noon + Week, Week, bob);
        await module.TellWinnersAsync();
        await module.TellWinnersAsync();

        Assert.Equal(
            [
                "Your ticket won in “Spring draw”: A cup.",
                "Your ticket won in “Spring draw”: A cup. Claim it until 2026-03-09 12:00; after that it is no longer "
                + "yours.",
            ],
            (await InboxAsync(module, annId)).Select(m => m.Text));
        Assert.Equal(
            [
                "A prize of “Spring draw” was not claimed, and it is now yours: A cup. Claim it until 2026-03-16 "
                + "12:00; after that it is no longer yours.",
                "Your ticket won in “Spring draw”: A cup.",
            ],
            (await InboxAsync(module, bobId)).Select(m => m.Text));
        Assert.All(await InboxAsync(module, annId), m => Assert.Equal(
            (MessageKind.Prizes, "Aster: A cup"), (m.Kind, m.Subject)));
    }

    /// <summary>Two nodes, of which one has lost its lease: a round is told by both at the same moment, or by one after
    /// the other was stopped in the middle.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Winners_OfOneRound_AreToldOnceByTwoNodes(DatabaseKind kind)
    {
        const int members = 1200;
        await using var module = await Module.StartAsync(kind);
        var winners = Enumerable.Range(0, members).Select(_ => module.NewMember()).ToArray();
        await module.SetUpAsync();
        module.Prizes.Begin(Draw, 1, Given.Noon, Week, winners);
        var nodes = Enumerable.Range(0, 2).Select(async _ =>
        {
            await Task.Yield();
            for (var tries = 0; tries < 10; tries++)
                try
                {
                    return await module.TellWinnersAsync();
                }
                catch (Exception e) when (Contention.IsContended(e))
                {
                    // The other one made the same messages; it is tried again, as the next turn does.
                }
            return -1;
        });
        Assert.All(await Task.WhenAll(nodes), n => Assert.InRange(n, 0, 1));
        var told = await module.WithDbAsync(db => Task.FromResult(db.Messages.Select(m => m.Member).ToList()));
        Assert.Equal(
            winners.Select(MemberChecks.GuidOf).Order(), told.Order());
        Assert.Equal(0, await module.TellWinnersAsync());
    }

    [Fact]
    public async Task Winners_WhoHaveLeftOrWonBeforeTheBrandBegan_AreNotTold()
    {
        await using var module = await Module.StartAsync();
        var (ann, bob) = (module.NewMember(), module.NewMember(out var bobId));
        module.Prizes.Begin(Draw, 1, module.Time.Now - Week, Week, bob);
        // Nothing is followed before a brand begins.
        await module.TellWinnersAsync();
        await module.SetUpAsync();
        module.Known[ann].MerchantLinked = false;
        module.Prizes.Begin("partners/aster/draws/summer", 1, module.Time.Now, Week, ann, bob);
        await module.TellWinnersAsync();
        Assert.Single(await module.DeliveriesAsync());
        Assert.Single(await InboxAsync(module, bobId));

        var settings = Given.Settings();
        settings.Off.Add(MessageKind.Prizes);
        await module.SetUpAsync(settings);
        module.Prizes.Begin("partners/aster/draws/autumn", 1, module.Time.Now, Week, bob);
        await module.TellWinnersAsync();
        await module.RemindWinnersAsync();
        Assert.Single(await module.DeliveriesAsync());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Winners_WhoHaveNotClaimed_AreRemindedADayBefore(DatabaseKind kind)
    {
        await using var module = await Module.StartAsync(kind);
        var (ann, bob) = (module.NewMember(out var annId), module.NewMember(out var bobId));
        var settings = Given.Settings();
        settings.Language = "zh-CN";
        await module.SetUpAsync(settings);
        var round = module.Prizes.Begin(Draw, 1, Given.Noon, Week, ann, bob);
        module.Prizes.Begin("partners/aster/draws/bell", 1, Given.Noon.AddHours(1), Week, bob);
        module.Prizes.Begin("partners/aster/draws/cup", 1, Given.Noon.AddHours(2), Week, bob);
        // Its members are told when it begins that they have one day.
        module.Prizes.Begin("partners/aster/draws/short", 1, Given.Noon + Week, TimeSpan.FromDays(1), ann);
        round.Offers[1].Open = false;
        var told = new List<string>();
        for (var hour = 0; hour < 10 * 24; hour++)
        {
            module.Time.Now = Given.Noon.AddHours(hour);
            await module.RemindWinnersAsync();
            await module.RemindWinnersAsync();
            var count = (await module.DeliveriesAsync()).Count;
            while (told.Count < count)
                told.Add($"{hour}");
        }
        Assert.Equal(["144", "145", "146"], told);
        Assert.Equal(
            "您在“春季抽奖”中的奖品尚未领取：杯子。请在 2026-03-09 12:00 之前领取，逾期则不再归您。",
            Assert.Single(await InboxAsync(module, annId)).Text);
        Assert.Equal(2, (await InboxAsync(module, bobId)).Count);
    }

    private static async Task<IReadOnlyList<InboxMessage>> InboxAsync(Module module, MemberId member) =>
        (await module.Messages.ListInbox(
            new() { Member = ResourceNames.Me, PageSize = 100 }, Call.Member(member, "aster", "birch"))).Messages;
}
