using Federation.Errors.V1;
using Federation.Partners.V1;
using Federation.Programs.V1;
using Federation.Rewards.V1;

namespace Federation.Scenarios;

/// <summary>Stories of templates whose coins pay for rewards and draws.</summary>
internal static class RewardTemplateStories
{
    /// <summary>A plan pays for priority repair and for a ticket; one that is returned gives nothing.</summary>
    public static async Task AppleCareAsync(TemplateStory story)
    {
        var (ann, bob) = (await story.MemberAsync("ann"), await story.MemberAsync("bob"));
        OrderLine Plan() => TemplateStory.Goods(989_00, category: "care");
        // 200 for the plan, 500 for the rest.
        await story.BuyAsync(ann, [Plan(), TemplateStory.Goods(500_00)]);
        await story.ReturnAsync(await story.BuyAsync(bob, [Plan()]));
        await story.AssertCoinsAsync(ann, 700, 0);
        await story.AssertCoinsAsync(bob, 0, 0);
        await story.UntilAsync(8);
        var right = await story.RedeemAsync(ann, "priority-repair");
        Assert.Equal(
            (RedemptionState.Fulfilled, story.On(8 + 730).ToDateTime().Date),
            (right.State, right.Right.ExpireTime.ToDateTime().Date));
        await story.EnterAsync(ann, "limited-accessory", 1);
        var accessory = await story.RedeemAsync(ann, "accessory");
        Assert.Equal(RedemptionState.Pending, accessory.State);
        await story.AssertCoinsAsync(ann, 0, 0);
        await story.Brand.Rewards.CancelRedemptionAsync(RewardsMade.Cancelling(accessory.Name));
        await story.AssertCoinsAsync(ann, 500, 500);
        await story.UntilAsync(30);
        Assert.Equal([ann], await story.DrawAsync("limited-accessory"));
    }

    /// <summary>A coin a yuan, tickets at 10, and a coin that is never gone unannounced.</summary>
    public static async Task JdAsync(TemplateStory story)
    {
        var (ann, bob) = (await story.MemberAsync("ann"), await story.MemberAsync("bob"));
        var expiry = (await story.Brand.Coins.GetCoinAsync(new() { Name = "coins/" + story.Id })).Coin.Expiry;
        Assert.Equal((12, 30, NoticeEvidence.Accepted), (expiry.Months, expiry.NoticeDays, expiry.NoticeEvidence));
        await story.BuyAsync(ann, 35);
        await story.BuyAsync(bob, 10);
        await story.UntilAsync(8);
        await story.EnterAsync(ann, "weekly", 3);
        await story.EnterAsync(bob, "weekly", 1);
        await story.AssertCoinsAsync(ann, 5, 5);
        await story.AssertCoinsAsync(bob, 0, 0);
        // 21 prizes, one for each who entered.
        await story.UntilAsync(14);
        var winners = await story.DrawAsync("weekly");
        Assert.Equal(new[] { ann, bob }.Order(StringComparer.Ordinal), winners.Order(StringComparer.Ordinal));
    }

    /// <summary>A point a yuan, twice on the 8th, three times when it is May, too; 100 pay 10 yuan.</summary>
    public static async Task OneForOneAsync(TemplateStory story)
    {
        var ann = await story.MemberAsync("ann");
        await story.Brand.MemberPrograms.SetProfileAsync(new()
        {
            RequestId = Client.RequestIds.New(),
            Member = ann,
            Birthday = new() { Month = 5, Day = 20 },
        });
        await story.BuyAsync(ann, 100);
        Assert.Equal(50, await story.ReportAsync(ann, EventKind.Survey, more: e => e.Object = "spring"));
        await story.UntilAsync(7);
        await story.BuyAsync(ann, 100);
        await story.AssertCoinsAsync(ann, 350, 50);
        await story.UntilAsync(16);
        await story.EnterAsync(ann, "monthly", 1);
        await story.AssertCoinsAsync(ann, 250, 250);
        await story.UntilAsync(30);
        Assert.Equal([ann], await story.DrawAsync("monthly"));
        // 8 May, then 20 May: 140 in money give 280.
        await story.UntilAsync(68);
        await story.BuyAsync(ann, 100);
        await story.UntilAsync(80);
        await story.BuyAsync(ann, [TemplateStory.Goods(150_00)], more: o => o.Tenders.AddRange(
        [
            new Tender { Kind = TenderKind.Money, MinorUnits = 140_00 },
            new Tender { Kind = TenderKind.Coins, CoinUnits = 100, MinorUnits = 10_00 },
        ]));
        await story.AssertCoinsAsync(ann, 250 + 300 - 100 + 280, 450);
    }

    /// <summary>Earned when it is shipped; a code, a draw, and what nobody wanted.</summary>
    public static async Task PointsMallAsync(TemplateStory story)
    {
        var ann = await story.MemberAsync("ann");
        // 60 and 100 for the first order, held back until it was shipped and seven days have passed; 300 count twice.
        var first = await story.BuyAsync(ann, [TemplateStory.Goods(60_00)], OrderState.Paid);
        await story.BuyAsync(ann, 300);
        Assert.Equal(40, await story.ReportAsync(
            ann, EventKind.Course, more: e => (e.Object, e.Grade) = ("brewing", "hard")));
        await story.AssertCoinsAsync(ann, 800, 40);
        // Only gold is let in on the first day.
        await TemplateStory.AssertRefusedAsync(
            ErrorReason.RewardNotOpen,
            story.Brand.Rewards.RedeemRewardAsync(RewardsMade.Redeeming(story.RewardOf("film-voucher"), ann)));
        await story.UntilAsync(8);
        await story.AssertCoinsAsync(ann, 800, 640);
        await story.Brand.Checkout.AdvanceOrderAsync(new() { Name = first.OrderName, State = OrderState.Shipped });
        Assert.Equal("FILM-1", (await story.RedeemAsync(ann, "film-voucher")).Code);
        await story.EnterAsync(ann, "monthly", 2);
        await story.AssertCoinsAsync(ann, 200, 40);
        await story.UntilAsync(30);
        var cold = await story.Brand.Rewards.ListColdRewardsAsync(
            new() { Parent = "partners/" + story.Id, AtMostRedemptions = 1 });
        Assert.Equal(1, cold.Rewards.Single().Redemptions);
        Assert.Equal([ann], await story.DrawAsync("monthly"));
        await story.AssertCoinsAsync(ann, 200, 200);
    }
}
