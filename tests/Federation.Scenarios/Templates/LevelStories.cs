using Federation.Client;
using Federation.Ledger.V1;
using Federation.Partners.V1;
using Federation.Programs.V1;
using Coins = Federation.Testing.MemberCoinsFigures;
using Tiers = Federation.Testing.FourTiersFigures;

namespace Federation.Scenarios;

/// <summary>Stories of templates with coins for what is paid, and levels.</summary>
internal static class LevelStories
{
    /// <summary>Double coins in the first week; a share, a referral, a donation; no coin ends unannounced.</summary>
    public static async Task MemberCoinsAsync(TemplateStory story)
    {
        var (ann, bob) = (await story.MemberAsync("ann"), await story.MemberAsync("bob"));
        // 600 + 600 in the week, 100 for a large order; a share is 10 at once, and once a day.
        await story.BuyAsync(ann, Coins.LargeOrder);
        Assert.Equal(Coins.Share, await ShareAsync(story, ann, "tea"));
        Assert.Equal(0, await ShareAsync(story, ann, "cup"));
        await story.AssertCoinsAsync(ann, Coins.AfterShare, Coins.Share);
        await story.ReturnAsync(await story.BuyAsync(ann, 50));
        await story.AssertCoinsAsync(ann, Coins.AfterShare, Coins.Share);

        var code = (await story.Brand.Referrals.CreateReferralCodeAsync(
            new() { RequestId = RequestIds.New(), Program = story.Program, Member = ann })).Code.Code;
        var referral = (await story.Brand.Referrals.UseReferralCodeAsync(
            new() { RequestId = RequestIds.New(), Program = story.Program, Member = bob, Code = code })).Referral.Name;
        await story.BuyAsync(bob, 100);

        // Available from the first midnight after seven days.
        await story.UntilAsync(Coins.LaterDay);
        await story.BuyAsync(ann, Coins.LaterOrder);
        Assert.Equal(RedemptionDone(Coins.Donation), await DonateAsync(story, ann));
        await story.AssertCoinsAsync(ann, Coins.AfterDonation, Coins.AvailableAfterDonation);
        var given = (await story.Brand.Rewards.GetCauseTotalsAsync(new() { Parent = "partners/" + story.Id })).Totals;
        Assert.Equal(100, given.Single().Given.Units);

        // 14 days after Bob's order both are rewarded: 200, and 100 besides 100 + 100.
        await story.UntilAsync(16);
        while ((await story.Brand.Referrals.GetReferralAsync(new() { Name = referral })).Referral
            is { ReferrerReward.State: ReferralRewardState.Pending }
            or { ReferredReward.State: ReferralRewardState.Pending })
            await Task.Delay(100, TestContext.Current.CancellationToken);
        await story.AssertCoinsAsync(ann, 1510, 1510);
        await story.AssertCoinsAsync(bob, 300, 300);

        // The promotions were good for 60 days. A donation took the ones that end first: 10, and 90 of the 100. 210 are
        // past their end, and stay until Ann is told and 30 days have passed.
        await story.UntilAsync(100);
        await story.AssertCoinsAsync(ann, 1510, 1510);
        var wallet = await story.WalletAsync(ann);
        var ended = wallet.Lots.Where(l => l.Terms.ExpireTime < story.On(100)).ToList();
        Assert.Equal(210, ended.Sum(l => l.Units));
        await story.Brand.Ledger.RecordNoticeAsync(new()
        {
            RequestId = RequestIds.New(),
            Wallet = wallet.Name,
            Announced =
            {
                ended.Select(l => new AnnouncedCoins { ExpireTime = l.Terms.ExpireTime, Units = l.Units }),
            },
            DeliveredTime = story.On(100),
            Evidence = NoticeEvidence.Accepted,
            Message = "reminder-1",
        });
        await story.UntilAsync(129);
        await story.AssertCoinsAsync(ann, 1510, 1510);
        await story.UntilAsync(131);
        Assert.Equal(1510 - 210, (await story.WalletAsync(ann)).AvailableUnits);
    }

    /// <summary>1 and 1.2 times the coins, a check-in, a review, a birthday.</summary>
    public static async Task FourTiersAsync(TemplateStory story)
    {
        var ann = await story.MemberAsync("ann");
        await story.Brand.MemberPrograms.SetProfileAsync(new()
        {
            RequestId = RequestIds.New(),
            Member = ann,
            Birthday = new() { Month = 4, Day = 20 },
        });
        // 2,000 as an ordinary member; then silver: 100 and 20.
        var first = await story.BuyAsync(ann, Tiers.FirstOrder);
        var second = await story.BuyAsync(ann, Tiers.SecondOrder);
        await story.AssertCoinsAsync(ann, Tiers.AfterOrders, 0);
        Assert.Equal(Tiers.CheckIn, await story.ReportAsync(ann, EventKind.CheckIn));
        Assert.Equal(Tiers.Review, await story.ReportAsync(
            ann, EventKind.Review, more: e => e.Reviewed = new() { Order = first.OrderName, Line = 1 }));
        await story.ReturnAsync(second);
        await story.AssertCoinsAsync(ann, Tiers.AfterReturn, Tiers.AvailableAfterReturn);
        // 5 April, in the birthday month: 10, 2 for silver, and silver's 50, once.
        await story.UntilAsync(Tiers.LaterDay);
        await story.BuyAsync(ann, Tiers.BirthdayOrder);
        await story.BuyAsync(ann, Tiers.BirthdayOrder);
        await story.AssertCoinsAsync(ann, Tiers.AfterBirthday, Tiers.AvailableAfterBirthday);
        var status = await story.Brand.MemberPrograms.GetMemberStatusAsync(
            new() { Program = story.Program, Member = ann });
        Assert.Equal("silver", status.Status.Tiers.Single().Standing.Level);
    }

    /// <summary>Stars, gold, a drink for stars, one for gold, one for the birthday.</summary>
    public static async Task StarbucksAsync(TemplateStory story)
    {
        var ann = await story.MemberAsync("ann");
        await story.Brand.MemberPrograms.SetProfileAsync(new()
        {
            RequestId = RequestIds.New(),
            Member = ann,
            Birthday = new() { Month = 4, Day = 10 },
        });
        OrderLine Drink(long yuan) => TemplateStory.Goods(yuan * 100, category: "drinks");
        // 1,260 are 126 stars. The next order is of a gold member: 4 stars and a coupon.
        await story.BuyAsync(ann, 1_260);
        await story.BuyAsync(ann, 40);
        await story.AssertCoinsAsync(ann, 130, 0);
        await story.UntilAsync(8);
        // 9 stars pay a drink of 30, which gives none.
        await story.BuyAsync(ann, [Drink(30)], more: o => o.Tenders.Add(
            new Tender { Kind = TenderKind.Coins, CoinUnits = 9, MinorUnits = 30_00 }));
        await story.AssertCoinsAsync(ann, 121, 121);
        // The coupon takes the drink of 28; 32 give 3 stars.
        var free = await story.BuyAsync(ann, [Drink(32), Drink(28)], more: o => o.AutoCoupons = true);
        Assert.Equal(32_00, free.Evaluation.TotalMinorUnits);
        // 5 April: 30 off the birthday drink, and 5 give no star.
        await story.UntilAsync(35);
        Assert.Equal(5_00, (await story.BuyAsync(ann, [Drink(35)])).Evaluation.TotalMinorUnits);
        await story.AssertCoinsAsync(ann, 124, 124);
    }

    private static Task<long> ShareAsync(TemplateStory story, string member, string what) => story.ReportAsync(
        member, EventKind.ShareVisit, more: e => (e.Object, e.Channel) = (what, "moments"));

    private static async Task<(Rewards.V1.RedemptionState, long)> DonateAsync(TemplateStory story, string member)
    {
        var donated = await story.RedeemAsync(member, "charity");
        return (donated.State, donated.Price.Units);
    }

    private static (Rewards.V1.RedemptionState, long) RedemptionDone(long price) =>
        (Rewards.V1.RedemptionState.Fulfilled, price);
}
