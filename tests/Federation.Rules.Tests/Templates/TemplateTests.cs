using Federation.Programs.V1;

namespace Federation.Rules.Tests;

/// <summary>What holds for every template.</summary>
public sealed class TemplateTests
{
    /// <summary>The give-away with a coin that is worth a hundredth of the currency, by hand. A free drink may
    /// be all of an order, and a free unit a third. Of stored-value: 1 - 0.88 x 0.6666, and 50/500 and 70/1,000
    /// coins.</summary>
    [Theory]
    [InlineData("amazon-prime", 1_270)]
    [InlineData("ant-forest", 0)]
    [InlineData("applecare", 100)]
    [InlineData("coupons", 3_334)]
    [InlineData("four-tiers", 200)]
    [InlineData("jd", 100)]
    [InlineData("mcdonalds", 2_500)]
    [InlineData("member-coins", 220)]
    [InlineData("one-for-one", 300)]
    [InlineData("points-mall", 400)]
    [InlineData("starbucks", 10_000)]
    [InlineData("stored-value", 4_151)]
    [InlineData("xiaomi", 0)]
    public void Template_PassesTheGuard(string template, int giveAway)
    {
        var report = RuleSetGuard.Check(
            MemberOfTemplate.TermsOf(template), [new CoinWorth { Coin = "coins/star", OnValueUnits = 100 }]);
        Assert.Empty(report.Findings);
        Assert.Equal(giveAway, report.GiveAwayBasisPoints);
    }

    [Theory]
    [InlineData("JPY", 500)]
    [InlineData("CNY", 50_000)]
    [InlineData("KWD", 500_000)]
    public void Sums_AreInWholeUnitsOfTheCurrency(string currency, long minorUnits)
    {
        var terms = MemberOfTemplate.TermsOf("member-coins", currency);
        Assert.Equal(
            minorUnits, terms.Rules.Single(r => r.Id == "large-order").Condition.Basket.AtLeastMinorUnits);
        Assert.All(
            RuleSetTemplates.All,
            t => Assert.Empty(RuleSetGuard.Check(MemberOfTemplate.TermsOf(t.Id, currency), []).Findings));
    }

    [Fact]
    public void Templates_AreInOrder_AndSpeakBothLanguages()
    {
        Assert.Equal(
            [
                "amazon-prime", "ant-forest", "applecare", "coupons", "four-tiers", "jd", "mcdonalds", "member-coins",
                "one-for-one", "points-mall", "starbucks", "stored-value", "xiaomi",
            ],
            RuleSetTemplates.All.Select(t => t.Id));
        foreach (var template in RuleSetTemplates.All)
        {
            var terms = MemberOfTemplate.TermsOf(template.Id);
            LocalizedText[] texts =
            [
                template.Title, template.Description, .. terms.Rules.Select(r => r.Title),
                .. terms.Coupons.Select(c => c.Title), .. terms.TierSchemes.Select(s => s.Title),
                .. terms.TierSchemes.SelectMany(s => s.Levels).Select(l => l.Title),
                .. template.Setup.Select(s => s.Title),
            ];
            Assert.All(texts, t => Assert.True(t.En.Length is > 0 and <= 200 && t.ZhCn.Length is > 0 and <= 200));
        }
        Assert.Null(RuleSetTemplates.Find("none"));
    }
}
