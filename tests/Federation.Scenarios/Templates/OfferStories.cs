using Federation.Client;
using Federation.Errors.V1;
using Federation.Programs.V1;

namespace Federation.Scenarios;

/// <summary>Stories of templates with prices, discounts and coupons.</summary>
internal static class OfferStories
{
    /// <summary>The same order before and after the membership was paid for.</summary>
    public static async Task AmazonPrimeAsync(TemplateStory story)
    {
        var ann = await story.MemberAsync("ann");
        Task<PlaceOrderResponse> BuyAsync() => story.BuyAsync(
            ann, [TemplateStory.Goods(200_00, tag: "prime")], more: o => o.DeliveryMinorUnits = 15_00);
        Assert.Equal(215_00, (await BuyAsync()).Evaluation.TotalMinorUnits);
        await story.AssertCoinsAsync(ann, 200, 0);
        await story.Brand.MemberPrograms.UpdateSegmentAsync(new()
        {
            RequestId = RequestIds.New(),
            Program = story.Program,
            Segment = "segments/prime",
            Add = { ann },
        });
        // 10 % off, no delivery: 180, and 3 points for each.
        var prime = await BuyAsync();
        Assert.Equal(180_00, prime.Evaluation.TotalMinorUnits);
        await story.AssertCoinsAsync(ann, 740, 0);
        await story.ReturnAsync(prime);
        await story.UntilAsync(8);
        await story.AssertCoinsAsync(ann, 200, 200);
    }

    /// <summary>Each coupon is claimed once and used once.</summary>
    public static async Task CouponsAsync(TemplateStory story)
    {
        var ann = await story.MemberAsync("ann");
        OrderLine Featured(long price, int quantity = 1) => TemplateStory.Goods(price, quantity, "featured");
        // 10 off 100; 10 % of 45.55 is 4.56; of 30, 30 and 20 the cheapest is free.
        foreach (var (coupon, lines, total) in new (string, OrderLine[], long)[]
        {
            ("full-reduction", [TemplateStory.Goods(100_00)], 90_00),
            ("ten-percent", [Featured(45_55), TemplateStory.Goods(20_00)], 60_99),
            ("buy-two-get-one", [Featured(30_00, 2), Featured(20_00)], 60_00),
        })
        {
            var claiming = new ClaimCouponRequest
            {
                RequestId = RequestIds.New(),
                Program = story.Program,
                Member = ann,
                Definition = coupon,
            };
            var claimed = (await story.Brand.Coupons.ClaimCouponAsync(claiming)).Coupon.Name;
            claiming.RequestId = RequestIds.New();
            await TemplateStory.AssertRefusedAsync(
                ErrorReason.ClaimLimitReached, story.Brand.Coupons.ClaimCouponAsync(claiming));
            var bought = await story.BuyAsync(ann, lines, more: o => o.Codes.Add(claimed));
            Assert.Equal(total, bought.Evaluation.TotalMinorUnits);
            Assert.Equal([claimed], bought.Evaluation.UsedCoupons);
        }
        Assert.Empty(await ActiveAsync(story, ann));
    }

    /// <summary>A coupon for the next order, void with the goods that gave it.</summary>
    public static async Task McDonaldsAsync(TemplateStory story)
    {
        var ann = await story.MemberAsync("ann");
        await story.BuyAsync(ann, [TemplateStory.Goods(99_99)]);
        Assert.Empty(await ActiveAsync(story, ann));
        await story.BuyAsync(ann, 100);
        var coupon = Assert.Single(await ActiveAsync(story, ann));
        // 105 less 10, which is too little for another one.
        var next = await story.BuyAsync(ann, [TemplateStory.Goods(105_00)], more: o => o.Codes.Add(coupon.Name));
        Assert.Equal(95_00, next.Evaluation.TotalMinorUnits);
        Assert.Empty(await ActiveAsync(story, ann));

        var returned = await story.BuyAsync(ann, 120);
        Assert.Single(await ActiveAsync(story, ann));
        await story.ReturnAsync(returned);
        Assert.Empty(await ActiveAsync(story, ann));
        // The last of 30 days, the first included.
        await story.BuyAsync(ann, 100);
        await story.UntilAsync(29);
        Assert.Single(await ActiveAsync(story, ann));
        await story.UntilAsync(30);
        Assert.Empty(await ActiveAsync(story, ann));
    }

    /// <summary>Money paid in and spent, the shop's offers, and the member day.</summary>
    public static async Task StoredValueAsync(TemplateStory story)
    {
        var ann = await story.MemberAsync("ann");
        OrderLine TopUp(long yuan) => TemplateStory.Goods(yuan * 100, category: "top-up");
        // 50, and 50 + 70 that go with what is given back.
        await story.BuyAsync(ann, [TopUp(500)]);
        var second = await story.BuyAsync(ann, [TopUp(1_000)]);
        await story.AssertCoinsAsync(ann, 170, 0);
        await story.ReturnAsync(second);
        await story.AssertCoinsAsync(ann, 50, 0);
        // 10 off 100, paid from what was paid in; three at 30 for 60.
        var spent = await story.BuyAsync(ann, [TemplateStory.Goods(100_00)], more: o => o.Tenders.Add(
            new Tender { Kind = TenderKind.StoredValue, MinorUnits = 90_00 }));
        Assert.Equal(90_00, spent.Evaluation.TotalMinorUnits);
        var three = await story.BuyAsync(ann, [TemplateStory.Goods(30_00, 3, "featured")]);
        Assert.Equal(60_00, three.Evaluation.TotalMinorUnits);
        await story.UntilAsync(8);
        // A coin pays 1 yuan: 20 of 50.
        await story.BuyAsync(ann, [TemplateStory.Goods(50_00)], more: o => o.Tenders.AddRange(
        [
            new Tender { Kind = TenderKind.Money, MinorUnits = 30_00 },
            new Tender { Kind = TenderKind.Coins, CoinUnits = 20, MinorUnits = 20_00 },
        ]));
        await story.AssertCoinsAsync(ann, 30, 30);
        // 15 March: 98 % for an ordinary member, who has spent 90 + 60 + 50; what was paid in does not count.
        await story.UntilAsync(14);
        var day = await story.BuyAsync(ann, [TemplateStory.Goods(100_00, tag: "member-day")]);
        Assert.Equal(98_00, day.Evaluation.TotalMinorUnits);
        var status = await story.Brand.MemberPrograms.GetMemberStatusAsync(
            new() { Program = story.Program, Member = ann });
        var standing = status.Status.Tiers.Single().Standing;
        Assert.Equal(("ordinary", 298_00), (standing.Level, standing.Counted));
        await story.AssertCoinsAsync(ann, 30, 30);
    }

    private static async Task<IReadOnlyList<Coupon>> ActiveAsync(TemplateStory story, string member) =>
        (await story.Brand.Coupons.ListCouponsAsync(
            new() { Program = story.Program, Member = member, ActiveOnly = true })).Coupons;
}
