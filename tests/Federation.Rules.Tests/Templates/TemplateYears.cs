using Federation.Programs.V1;
using static Federation.Rules.Tests.MemberOfTemplate;

namespace Federation.Rules.Tests;

/// <summary>A member's year with each template. What is expected was computed by hand.</summary>
public sealed class TemplateYears
{
    [Fact]
    public void MemberCoins()
    {
        var member = new MemberOfTemplate("member-coins");
        Assert.Equal("12050: base 120 star", member.Buy("2026-01-10T12:00:00", 120_50));
        Assert.Equal("50000: base 500 star, large-order 100 star", member.Buy("2026-03-08T12:00:00", 500_00));
        Assert.Equal("49999: base 499 star", member.Buy("2026-05-31T23:59:59", 499_99));
        Assert.Equal("49999: base 499 star, double 499 star", member.Buy("2026-06-01T00:00:00", 499_99));
        Assert.Equal(
            "80000: base 800 star, double 800 star, large-order 100 star",
            member.Buy("2026-06-07T23:59:59", 800_00));
        Assert.Equal("80000: base 800 star, large-order 100 star", member.Buy("2026-06-08T00:00:00", 800_00));
    }

    [Fact]
    public void FourTiers()
    {
        var member = new MemberOfTemplate("four-tiers");
        Assert.Equal("ordinary 199999: base 1999 star", member.Buy("2026-01-05T12:00:00", 1_999_99));
        Assert.Equal("ordinary 1: ", member.Buy("2026-02-05T12:00:00", 1));
        Assert.Equal("silver 10000: base 100 star, silver 20 star", member.Buy("2026-03-05T12:00:00", 100_00));
        Assert.Equal("silver 790000: base 7900 star, silver 1580 star", member.Buy("2026-04-05T12:00:00", 7_900_00));
        Assert.Equal("gold 33300: base 333 star, gold 166 star", member.Buy("2026-05-05T12:00:00", 333_00));
        Assert.Equal(
            "gold 3966700: base 39667 star, gold 19833 star", member.Buy("2026-06-05T12:00:00", 39_667_00));
        Assert.Equal("diamond 1000: base 10 star, diamond 10 star", member.Buy("2026-07-05T12:00:00", 10_00));
        Assert.Equal("diamond 10000: base 100 star, diamond 100 star", member.Buy("2027-12-31T12:00:00", 100_00));
        Assert.Equal("ordinary 10000: base 100 star", member.Buy("2028-01-01T12:00:00", 100_00));
    }

    [Fact]
    public void FourTiers_GiveMoreForTheBirthday_ByLevel()
    {
        var member = new MemberOfTemplate("four-tiers").Born(3, 20);
        Assert.Equal("ordinary 200000: base 2000 star", member.Buy("2026-03-01T12:00:00", 2_000_00));
        Assert.Equal(
            "silver 800000: base 8000 star, silver 1600 star, gift-silver 50 star",
            member.Buy("2026-03-10T12:00:00", 8_000_00));
        Assert.Equal(
            "gold 1000: base 10 star, gold 5 star, gift-gold 50 star", member.Buy("2026-03-20T12:00:00", 10_00));
        Assert.Equal("gold 1000: base 10 star, gold 5 star", member.Buy("2026-03-31T12:00:00", 10_00));
        // The birthday was changed: the next year has begun, but not 300 days have passed.
        member.Born(1, 20);
        Assert.Equal("gold 1000: base 10 star, gold 5 star", member.Buy("2027-01-03T12:00:00", 10_00));
        Assert.Equal(
            "gold 1000: base 10 star, gold 5 star, gift-silver 50 star", member.Buy("2027-01-04T12:00:00", 10_00));
    }

    [Fact]
    public void FourTiers_RewardCheckInsAndReviews()
    {
        var member = new MemberOfTemplate("four-tiers");
        var month = Enumerable.Range(1, 15).Where(day => day != 9)
            .Select(day => member.Report($"2026-03-{day:00}T23:59:59", EventKind.CheckIn)).ToList();
        // The 9th is missed, and the run goes on: its seventh days are the 7th and the 15th.
        Assert.Equal([6, 13], Enumerable.Range(0, 14).Where(i => month[i] == "check-in 30 star"));
        Assert.Equal(12, month.Count(given => given == "check-in 5 star"));
        Assert.Equal("review 20 star", member.Report("2026-03-16T12:00:00", EventKind.Review));
        Assert.Equal("ordinary 1000: base 10 star", member.Buy("2026-03-17T12:00:00", 10_00));
    }

    [Fact]
    public void Surveys_AndShares_AreRewarded()
    {
        Assert.Equal(
            "survey 50 star", new MemberOfTemplate("one-for-one").Report("2026-05-08T12:00:00", EventKind.Survey));
        var member = new MemberOfTemplate("member-coins");
        Assert.Equal("share 10 star", member.Report("2026-06-01T00:00:00", EventKind.ShareVisit));
        Assert.Equal("", member.Report("2026-06-01T23:59:59", EventKind.ShareVisit));
        Assert.Equal("share 10 star", member.Report("2026-06-02T00:00:00", EventKind.ShareVisit));
        Assert.Equal("", member.Report("2026-06-02T12:00:00", EventKind.CheckIn));
    }

    [Fact]
    public void OneForOne()
    {
        var member = new MemberOfTemplate("one-for-one").Born(5, 20);
        Assert.Equal("35099: base 350 star", member.Buy("2026-04-07T12:00:00", 350_99));
        Assert.Equal("10000: base 100 star, eighth 100 star", member.Buy("2026-04-08T12:00:00", 100_00));
        Assert.Equal(
            "10000: base 100 star, birthday 100 star, eighth 100 star", member.Buy("2026-05-08T12:00:00", 100_00));
        Assert.Equal("10000: base 100 star, birthday 100 star", member.Buy("2026-05-31T12:00:00", 100_00));
        Assert.Equal("15000: base 140 star", member.Buy(
            "2026-06-01T12:00:00", [Goods(150_00)],
            tenders: [
                new() { Kind = TenderKind.Money, MinorUnits = 140_00 },
                new() { Kind = TenderKind.Coins, MinorUnits = 10_00, CoinUnits = 100 },
            ]));
        var payment = TermsOf("one-for-one").CoinPayment;
        Assert.Equal((100L, 1000L), (payment.Units, payment.MinorUnits));
    }

    [Fact]
    public void Starbucks()
    {
        var member = new MemberOfTemplate("starbucks").Born(9, 10);
        OrderLine Drink(long price) => Goods(price, category: "drinks");
        Assert.Equal("green 3500: stars 3 star", member.Buy("2026-01-10T09:00:00", [Drink(35_00)]));
        Assert.Equal("green 999: ", member.Buy("2026-02-10T09:00:00", 9_99));
        Assert.Equal("green 60000: stars 60 star", member.Buy("2026-03-10T09:00:00", 600_00));
        Assert.Equal("green 61000: stars 61 star", member.Buy("2026-04-10T09:00:00", 610_00));
        Assert.Equal("green 1000: stars 1 star", member.Buy("2026-05-10T09:00:00", 10_00));
        Assert.Equal(
            "gold 4000: stars 4 star, gold-reward 1 x gold-drink", member.Buy("2026-06-10T09:00:00", 40_00));
        Assert.Equal("gold 3200: gold-drink -2800, stars 3 star", member.Buy(
            "2026-06-20T09:00:00", [Drink(32_00), Drink(28_00)],
            coupons: [Coupon("gold-drink", "2026-07-10T00:00:00")]));
        Assert.Equal("gold 3000: ", member.Buy(
            "2026-07-10T09:00:00", [Drink(30_00)],
            tenders: [new() { Kind = TenderKind.Coins, MinorUnits = 30_00, CoinUnits = 9 }]));
        Assert.Equal("gold 500: birthday-drink -3000", member.Buy("2026-09-05T09:00:00", [Drink(35_00)]));
        Assert.Equal("gold 3500: stars 3 star", member.Buy("2026-09-10T09:00:00", [Drink(35_00)]));
        Assert.Equal(
            "gold 1000: stars 1 star, gold-reward 1 x gold-drink", member.Buy("2027-01-05T09:00:00", 10_00));
        var payment = TermsOf("starbucks").CoinPayment;
        Assert.Equal((9L, 3000L), (payment.Units, payment.MinorUnits));
    }

    [Fact]
    public void McDonalds()
    {
        var member = new MemberOfTemplate("mcdonalds");
        Assert.Equal("9999: ", member.Buy("2026-01-10T12:00:00", 99_99));
        Assert.Equal("10000: give-coupon 1 x next-order", member.Buy("2026-01-11T12:00:00", 100_00));
        var first = Coupon("next-order", "2026-02-10T00:00:00");
        Assert.Equal("9500: use-coupon -1000", member.Buy("2026-02-09T12:00:00", 105_00, first));
        Assert.Equal("10500: give-coupon 1 x next-order", member.Buy("2026-02-10T12:00:00", 105_00, first));
        Assert.Equal(
            "10000: use-coupon -1000, give-coupon 1 x next-order",
            member.Buy("2026-03-01T12:00:00", 110_00, Coupon("next-order", "2026-03-12T00:00:00")));
        Assert.Equal(
            "3999: ",
            member.Buy("2026-03-02T12:00:00", 39_99, Coupon("next-order", "2026-03-31T00:00:00")));
        Assert.Equal(
            "3000: use-coupon -1000",
            member.Buy("2026-03-03T12:00:00", 40_00, Coupon("next-order", "2026-03-31T00:00:00")));
        Assert.Equal(30, TermsOf("mcdonalds").Coupons.Single().Days);
    }

    [Fact]
    public void AmazonPrime()
    {
        var member = new MemberOfTemplate("amazon-prime");
        OrderLine Prime(long price) => Goods(price, tag: "prime");
        Assert.Equal("21500: base 200 star", member.Buy("2026-01-10T12:00:00", [Prime(200_00)], delivery: 15_00));
        member.Facts.Segments.Add("segments/prime");
        Assert.Equal(
            "18000: prime-price -2000, prime-delivery -1500, base 180 star, prime-points 360 star",
            member.Buy("2026-02-10T12:00:00", [Prime(200_00)], delivery: 15_00));
        Assert.Equal(
            "13991: prime-price -999, prime-delivery -600, base 139 star, prime-points 278 star",
            member.Buy("2026-03-10T12:00:00", [Prime(99_90), Goods(50_00)], delivery: 6_00));
        member.Facts.Segments.Clear();
        Assert.Equal("10600: base 100 star", member.Buy("2027-01-10T12:00:00", [Prime(100_00)], delivery: 6_00));
    }

    [Fact]
    public void PointsMall()
    {
        var member = new MemberOfTemplate("points-mall");
        Assert.Equal(
            "member 5000: base 50 star, first-order 100 star", member.Buy("2026-01-10T12:00:00", 50_00));
        Assert.Equal("member 29999: base 299 star", member.Buy("2026-01-11T12:00:00", 299_99));
        Assert.Equal(
            "member 465001: base 4650 star, large-order 4650 star", member.Buy("2026-01-12T12:00:00", 4_650_01));
        Assert.Equal("gold 5000: base 50 star", member.Buy("2026-01-13T12:00:00", 50_00));
        // Whose first order is too small has had it.
        member = new MemberOfTemplate("points-mall");
        Assert.Equal("member 4999: base 49 star", member.Buy("2026-01-10T12:00:00", 49_99));
        Assert.Equal("member 6000: base 60 star", member.Buy("2026-01-11T12:00:00", 60_00));
        Assert.Equal(
            ["course 10 star", "course 20 star", "course 40 star"],
            new[] { "easy", "medium", "hard" }.Select(
                grade => member.Report("2026-01-12T12:00:00", EventKind.Course, grade: grade, about: grade)));
        Assert.Equal(EarnAt.Shipped, TermsOf("points-mall").EarnAt);
    }

    [Fact]
    public void Jd() => Assert.Equal(
        "9999: base 99 star", new MemberOfTemplate("jd").Buy("2026-01-10T12:00:00", 99_99));

    [Fact]
    public void Xiaomi()
    {
        var member = new MemberOfTemplate("xiaomi");
        var posts = Enumerable.Range(1, 6).Select(
            n => member.Report($"2026-03-01T23:59:0{n}", EventKind.Named, "forum-post")).ToList();
        Assert.Equal([.. Enumerable.Repeat("forum-post 5 star", 5), ""], posts);
        Assert.Equal("forum-post 5 star", member.Report("2026-03-02T00:00:00", EventKind.Named, "forum-post"));
        Assert.Equal(
            "attendance 200 star", member.Report("2026-03-02T19:00:00", EventKind.Attendance, about: "fan-night"));
        Assert.Equal("10000: ", member.Buy("2026-03-03T12:00:00", 100_00));
    }

    [Fact]
    public void AppleCare()
    {
        var member = new MemberOfTemplate("applecare");
        Assert.Equal("none 10000: base 100 star", member.Buy("2026-01-10T12:00:00", 100_00));
        Assert.Equal("none 898800: base 7999 star, plan 200 star", member.Buy(
            "2026-02-10T12:00:00", [Goods(7_999_00), Goods(989_00, category: "care")]));
        Assert.Equal("care 10000: base 100 star", member.Buy("2027-12-31T12:00:00", 100_00));
        Assert.Equal("none 10000: base 100 star", member.Buy("2028-01-01T12:00:00", 100_00));
    }

    [Fact]
    public void AntForest()
    {
        var member = new MemberOfTemplate("ant-forest");
        string Walk(string day, string grade) =>
            member.Report(day + "T20:00:00", EventKind.Named, "walk", grade);
        Assert.Equal("walk 100 star", Walk("2026-03-01", "6000"));
        Assert.Equal("", Walk("2026-03-01", "18000"));
        Assert.Equal("walk 300 star", Walk("2026-03-02", "18000"));
        Assert.Equal("walk 200 star", Walk("2026-03-03", "12000"));
        var rides = Enumerable.Range(0, 6).Select(
            n => member.Report($"2026-03-03T21:00:0{n}", EventKind.Named, "ride")).ToList();
        Assert.Equal([.. Enumerable.Repeat("ride 80 star", 5), ""], rides);
        Assert.Equal(
            "paperless-bill 60 star", member.Report("2026-03-03T22:00:00", EventKind.Named, "paperless-bill"));
        Assert.All(
            TermsOf("ant-forest").Rules.Select(r => r.Effects.Single().Earn),
            earn => Assert.Equal((1, 3), (earn.AvailableDays, earn.ExpireDays)));
    }

    [Fact]
    public void StoredValue()
    {
        var member = new MemberOfTemplate("stored-value");
        OrderLine TopUp(long price) => Goods(price, category: "top-up");
        OrderLine Featured(long price, int quantity) => Goods(price, quantity, "featured");
        Assert.Equal("ordinary 49999: ", member.Buy("2026-01-10T12:00:00", [TopUp(499_99)]));
        Assert.Equal(
            "ordinary 50000: top-up-500 50 star", member.Buy("2026-01-10T13:00:00", [TopUp(500_00)]));
        Assert.Equal(
            "ordinary 100000: top-up-1000 70 star, top-up-500 50 star",
            member.Buy("2026-01-10T14:00:00", [TopUp(1_000_00)]));
        // What is paid in counts neither for levels nor for 10 off 100.
        Assert.Equal("ordinary 9000: full-reduction -1000", member.Buy("2026-01-11T12:00:00", 100_00));
        Assert.Equal("ordinary 9999: ", member.Buy("2026-01-11T13:00:00", 99_99));
        // One kind of offer for goods on offer: 10 % of 60 is less than 30, and 10 % of 20 more than nothing.
        Assert.Equal(
            "ordinary 6000: buy-two-get-one -3000", member.Buy("2026-01-12T12:00:00", [Featured(30_00, 3)]));
        Assert.Equal("ordinary 1800: ten-percent -200", member.Buy("2026-01-12T13:00:00", [Featured(20_00, 1)]));
        Assert.Equal(
            "ordinary 19800: member-day-ordinary -200, full-reduction -1000",
            member.Buy("2026-01-15T12:00:00", [Goods(100_00, tag: "member-day"), Goods(110_00)]));
        Assert.Equal("ordinary 199000: full-reduction -1000", member.Buy("2026-01-16T12:00:00", 2_000_00));
        Assert.Equal(
            "silver 9500: member-day-silver -500",
            member.Buy("2026-02-15T12:00:00", [Goods(100_00, tag: "member-day")]));
        Assert.Equal("silver 10000: ", member.Buy("2026-02-16T12:00:00", [TopUp(100_00)]));
    }

    [Fact]
    public void Coupons()
    {
        var member = new MemberOfTemplate("coupons");
        const string end = "2026-12-31T00:00:00";
        var (full, percent) = (Coupon("full-reduction", end), Coupon("ten-percent", end));
        var buyTwo = Coupon("buy-two-get-one", end);
        OrderLine[] Featured(params OrderLine[] more) =>
            [Goods(30_00, 2, "featured"), Goods(20_00, 1, "featured"), .. more];
        Assert.Equal("9999: ", member.Buy("2026-01-10T12:00:00", 99_99, full));
        Assert.Equal("9000: full-reduction -1000", member.Buy("2026-01-11T12:00:00", 100_00, full));
        Assert.Equal("6099: ten-percent -456", member.Buy(
            "2026-02-10T12:00:00", [Goods(45_55, category: "featured"), Goods(20_00)], coupons: [percent]));
        Assert.Equal("6000: buy-two-get-one -2000", member.Buy("2026-03-10T12:00:00", Featured(), coupons: [buyTwo]));
        Assert.Equal("12000: buy-two-get-one -2000", member.Buy(
            "2026-04-10T12:00:00", Featured(Goods(60_00)), coupons: [full, percent, buyTwo]));
        Assert.Equal("13200: ten-percent -800", member.Buy(
            "2026-04-11T12:00:00", Featured(Goods(60_00)), coupons: [full, percent]));
        Assert.Equal("14000: ", member.Buy("2026-05-10T12:00:00", Featured(Goods(60_00))));
    }
}
