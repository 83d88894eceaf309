using Federation.Client;
using Federation.Errors.V1;
using Federation.Ledger.V1;
using Federation.Programs.V1;
using Federation.Rewards.V1;
using Grpc.Core;

namespace Federation.Scenarios;

/// <summary>Stories of templates with coins for what members do besides buying.</summary>
internal static class ActStories
{
    /// <summary>Energy is ready the next day and gone three days later; a friend is watered three times a day; many
    /// plant a tree.</summary>
    public static async Task AntForestAsync(TemplateStory story)
    {
        var (ann, bob) = (await story.MemberAsync("ann"), await story.MemberAsync("bob"));
        // The most of a day: 300 + 5 x 80 + 5 x 60.
        Assert.Equal(1000, await ActAsync(story, ann, 0));
        Assert.Equal(0, await story.ReportAsync(ann, EventKind.Named, "ride"));
        Assert.Equal(100, await story.ReportAsync(bob, EventKind.Named, "walk", e => e.Grade = "6000"));
        await story.AssertCoinsAsync(ann, 1000, 0);
        await story.UntilAsync(1);
        await story.AssertCoinsAsync(ann, 1000, 1000);
        await story.RedeemAsync(ann, "water-a-tree");
        foreach (var units in (long[])[200, 200, 100])
            await GiveAsync(story, ann, bob, units);
        await TemplateStory.AssertRefusedAsync(ErrorReason.GiftLimitReached, Gift(story, ann, bob, 1));
        await story.AssertCoinsAsync(ann, 400, 400);
        await story.AssertCoinsAsync(bob, 600, 600);
        await story.UntilAsync(3);
        Assert.Equal((400, 600), (await AvailableAsync(story, ann), await AvailableAsync(story, bob)));
        await story.UntilAsync(4);
        Assert.Equal((0, 0), (await AvailableAsync(story, ann), await AvailableAsync(story, bob)));

        // Six earn 3,000 each in three days; five of them water Ann, who plants a tree and has 100 left.
        var friends = new List<string> { ann };
        for (var i = 0; i < 5; i++)
            friends.Add(await story.MemberAsync($"friend{i}"));
        await story.UntilAsync(8);
        foreach (var friend in friends)
            for (var day = 5; day < 8; day++)
                Assert.Equal(1000, await ActAsync(story, friend, day));
        foreach (var friend in friends.Skip(1))
            await GiveAsync(story, friend, ann, 3000);
        Assert.Equal(18_000, await AvailableAsync(story, ann));
        Assert.Equal(RedemptionState.Fulfilled, (await story.RedeemAsync(ann, "tree")).State);
        Assert.Equal(100, await AvailableAsync(story, ann));
        var given = (await story.Brand.Rewards.GetCauseTotalsAsync(new() { Parent = "partners/" + story.Id })).Totals;
        Assert.Equal(("trees", 18_000), (given.Single().Cause, given.Single().Given.Units));
    }

    /// <summary>Posts up to five a day, evenings, an accessory and a draw.</summary>
    public static async Task XiaomiAsync(TemplateStory story)
    {
        var ann = await story.MemberAsync("ann");
        for (var i = 0; i < 6; i++)
            Assert.Equal(i < 5 ? 5 : 0, await story.ReportAsync(ann, EventKind.Named, "forum-post"));
        foreach (var evening in new[] { "launch", "workshop", "fan-night" })
            Assert.Equal(200, await story.ReportAsync(ann, EventKind.Attendance, more: e => e.Object = evening));
        await story.BuyAsync(ann, 100);
        await story.AssertCoinsAsync(ann, 625, 625);
        var accessory = await story.RedeemAsync(ann, "accessory");
        await story.Brand.Rewards.FulfilRedemptionAsync(RewardsMade.Fulfilling(accessory.Name));
        await TemplateStory.AssertRefusedAsync(
            ErrorReason.RewardLimitReached,
            story.Brand.Rewards.RedeemRewardAsync(RewardsMade.Redeeming(story.RewardOf("accessory"), ann)));
        await story.EnterAsync(ann, "fans", 1);
        await story.AssertCoinsAsync(ann, 25, 25);
        await story.UntilAsync(30);
        Assert.Equal([ann], await story.DrawAsync("fans"));
    }

    /// <summary>A walk, five rides and five bills of a day; the energy that they give.</summary>
    private static async Task<long> ActAsync(TemplateStory story, string member, int day)
    {
        var batch = new BatchReportEventsRequest();
        batch.Events.Add(story.Event(member, EventKind.Named, "walk", day, e => e.Grade = "18000"));
        foreach (var act in Enumerable.Repeat("ride", 5).Concat(Enumerable.Repeat("paperless-bill", 5)))
            batch.Events.Add(story.Event(member, EventKind.Named, act, day));
        return (await story.Brand.Events.BatchReportEventsAsync(batch)).Results
            .Sum(r => r.Reported.Evaluation.Coins.Sum(c => c.Units));
    }

    private static async Task GiveAsync(TemplateStory story, string from, string to, long units) =>
        await Gift(story, from, to, units);

    private static AsyncUnaryCall<GiftResponse> Gift(TemplateStory story, string from, string to, long units) =>
        story.Brand.Ledger.GiftAsync(new()
        {
            RequestId = RequestIds.New(),
            Member = from,
            Recipient = to,
            Amount = Scenarios.Alliance.Coins(story.Id, units),
        });

    private static async Task<long> AvailableAsync(TemplateStory story, string member) =>
        (await story.WalletAsync(member)).AvailableUnits;
}
