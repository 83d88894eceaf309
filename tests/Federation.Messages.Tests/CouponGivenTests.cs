using Federation.Hosting;
using Federation.Ledger.V1;
using Federation.Messages.V1;
using Federation.Programs.V1;
using Federation.Rewards.V1;
using Google.Protobuf;
using Grpc.Core;

namespace Federation.Messages.Tests;

/// <summary>Members are told of coupons that they were given, whatever gave them, once.</summary>
public sealed class CouponGivenTests
{
    private const string Program = "partners/aster/programs/main";
    private static readonly DateTimeOffset End = new(2026, 4, 10, 16, 0, 0, TimeSpan.Zero);

    public static TheoryData<DatabaseKind> Kinds => Module.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Coupons_OfEachGiver_AreToldOnce(DatabaseKind kind)
    {
        await using var module = await Module.StartAsync(kind);
        var ann = module.NewMember(out var annId);
        await module.SetUpAsync();
        var names = new[] { "by hand", "for coins", "as a prize", "with an order", "with an event" }
            .ToDictionary(t => t, t => module.Coupons.Add(ann, End, Given.Noon, t));
        module.Coupons.Given["7"] = [names["with an order"]];
        module.Coupons.Given["8"] = [names["with an event"]];
        names["by hand"].UsesLeft = 2;
        foreach (var detail in Details(c => names[c].Coupon))
            module.Log.Add(detail is RedemptionDetail ? JournalKind.Reward : JournalKind.Program, detail);
        await module.TellCouponsAsync();
        // A later step of the order, and the redemption that is fulfilled.
        module.Log.Now += TimeSpan.FromMinutes(5);
        foreach (var detail in Details(c => names[c].Coupon))
            module.Log.Add(JournalKind.Program, detail);
        await module.TellCouponsAsync();
        Assert.Equal(0, await module.TellCouponsAsync());

        var told = await InboxAsync(module, annId);
        Assert.Equal(names.Keys.Select(t => $"Aster: {t}").Order(), told.Select(m => m.Subject).Order());
        Assert.All(told, m => Assert.Equal(MessageKind.CouponsGiven, m.Kind));
        Assert.Contains(
            "You have a coupon of Aster: by hand, which you can use 2 times. It is good until 2026-04-10.",
            told.Select(m => m.Text));
        Assert.Contains(
            "You have a coupon of Aster: as a prize. It is good until 2026-04-10.", told.Select(m => m.Text));
    }

    /// <summary>What an order gave long ago is not told with a step of today, and what was voided not at all.</summary>
    [Fact]
    public async Task Coupons_ThatWereGivenBefore_AreNotTold()
    {
        await using var module = await Module.StartAsync();
        var ann = module.NewMember();
        var old = module.Coupons.Add(ann, End, Given.Noon.AddDays(-3));
        module.Coupons.Given["7"] = [old];
        module.Log.Add(JournalKind.Program, new CouponDetail
        {
            Program = Program,
            Act = CouponAct.Granted,
            Coupons = { old.Coupon },
        });
        await module.TellCouponsAsync();
        module.Time.Now += TimeSpan.FromHours(1);
        module.Log.Now = module.Time.Now;
        await module.SetUpAsync();
        module.Log.Add(JournalKind.Program, new OrderDetail { Program = Program, Source = "shop", EventId = "7" });
        module.Log.Add(JournalKind.Program, new CouponDetail
        {
            Program = Program,
            Act = CouponAct.Voided,
            Coupons = { old.Coupon },
        });
        module.Log.Add(JournalKind.Reward, new RedemptionDetail
        {
            Redemption = "partners/aster/redemptions/01900000-0000-7000-8000-00000000000f",
            State = RedemptionState.Cancelled,
            Coupon = old.Coupon,
        });
        // A brand that tells nobody anything.
        module.Log.Add(JournalKind.Program, new CouponDetail
        {
            Program = "partners/birch/programs/main",
            Act = CouponAct.Granted,
            Coupons = { old.Coupon },
        });
        Assert.Equal(1, await module.TellCouponsAsync());
        Assert.Empty(await module.DeliveriesAsync());
    }

    /// <summary>A sandbox begins in the year 2000, before which modules know no time.</summary>
    [Fact]
    public async Task Coupons_InTheFirstHourOfASandbox_AreTold()
    {
        await using var module = await Module.StartAsync();
        module.Time.Now = module.Log.Now = new DateTimeOffset(2000, 1, 1, 0, 30, 0, TimeSpan.Zero);
        var ann = module.NewMember();
        await module.SetUpAsync();
        module.Coupons.Given["7"] = [module.Coupons.Add(ann, End, module.Time.Now)];
        module.Log.Add(JournalKind.Program, new OrderDetail { Program = Program, Source = "shop", EventId = "7" });
        await module.TellCouponsAsync();
        Assert.Single(await module.DeliveriesAsync());
    }

    [Fact]
    public async Task Coupons_WhileTheProgrammesAreAway_AreToldLater()
    {
        await using var module = await Module.StartAsync();
        var ann = module.NewMember();
        await module.SetUpAsync();
        var coupon = module.Coupons.Add(ann, End, Given.Noon);
        module.Log.Add(JournalKind.Program, new CouponDetail
        {
            Program = Program,
            Act = CouponAct.Claimed,
            Coupons = { coupon.Coupon },
        });
        module.Coupons.IsAway = true;
        await Assert.ThrowsAsync<RpcException>(module.TellCouponsAsync);
        module.Coupons.IsAway = false;
        await module.TellCouponsAsync();
        Assert.Equal("Aster: 10 off", Assert.Single(await module.DeliveriesAsync()).Subject);
    }

    private static IEnumerable<IMessage> Details(Func<string, string> nameOf)
    {
        yield return new CouponDetail
        {
            Program = Program,
            Act = CouponAct.Granted,
            Coupons = { nameOf("by hand") },
        };
        yield return new RedemptionDetail
        {
            Redemption = "partners/aster/redemptions/01900000-0000-7000-8000-00000000000e",
            State = RedemptionState.Fulfilled,
            Coupon = nameOf("for coins"),
        };
        yield return new DrawPrizeDetail { Draw = "partners/aster/draws/spring", Coupon = nameOf("as a prize") };
        yield return new OrderDetail { Program = Program, Source = "shop", EventId = "7" };
        yield return new EventDetail { Program = Program, Source = "shop", EventId = "8" };
    }

    private static async Task<IReadOnlyList<InboxMessage>> InboxAsync(Module module, MemberId member) =>
        (await module.Messages.ListInbox(
            new() { Member = ResourceNames.Me, PageSize = 100 }, Call.Member(member, "aster"))).Messages;
}
