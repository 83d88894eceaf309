using Federation.Hosting;
using Federation.Messages.V1;
using Federation.Programs.Internal.V1;
using Grpc.Core;

namespace Federation.Messages.Tests;

/// <summary>No coupon expires without its member being told 30, 7 and 1 days before, and none that was used is told
/// of.</summary>
public sealed class CouponReminderTests(ITestOutputHelper output)
{
    /// <summary>Midnight in Shanghai, at which the day of <see cref="Given.Noon"/> begins.</summary>
    private static readonly DateTimeOffset Today = new(2026, 3, 1, 16, 0, 0, TimeSpan.Zero);

    public static TheoryData<DatabaseKind> Kinds => Module.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Coupons_AreRemindedOf30And7And1DaysBefore_OnceEach(DatabaseKind kind)
    {
        await using var module = await Module.StartAsync(kind);
        var ann = module.NewMember(out var annId);
        await module.SetUpAsync();
        // They are good until the end of 10 April.
        var end = Today.AddDays(40);
        module.Coupons.Add(ann, end, Given.Noon).UsesLeft = 3;
        module.Coupons.Add(ann, end, Given.Noon, "A free coffee");
        var told = new List<string>();
        for (var day = 0; day < 45; day++)
        {
            module.Time.Now = Given.Noon.AddDays(day);
            await module.RemindOfCouponsAsync();
            await module.RemindOfCouponsAsync();
            var count = (await module.DeliveriesAsync()).Count;
            while (told.Count < count)
                told.Add($"{module.Time.Now:MM-dd}");
        }
        Assert.Equal(["03-11", "04-03", "04-09"], told);
        var last = (await InboxAsync(module, annId))[0];
        Assert.Equal("2 coupons of Aster: until 2026-04-10", last.Subject);
        Assert.Equal(
            "These coupons of yours are good until 2026-04-10, tomorrow:\n- 10 off (3 times)\n- A free coffee\n"
            + "You can use them at Aster until then.",
            last.Text);
    }

    [Fact]
    public async Task Coupons_ThatWereUsedOrWhoseMemberHasLeft_AreNotToldOf()
    {
        await using var module = await Module.StartAsync();
        var (ann, bob) = (module.NewMember(out var annId), module.NewMember());
        var settings = Given.Settings();
        settings.Language = "zh-CN";
        await module.SetUpAsync(settings);
        var used = module.Coupons.Add(ann, Today.AddDays(30), Given.Noon);
        module.Coupons.Add(bob, Today.AddDays(30), Given.Noon);
        module.Coupons.Add(ann, Today.AddDays(30), Given.Noon, brand: "birch");
        module.Known[bob].MerchantLinked = false;
        await module.RemindOfCouponsAsync();
        Assert.Equal(
            ("Aster店：减10元将于 2026-03-31 过期", MessageKind.CouponsExpiring),
            (Assert.Single(await InboxAsync(module, annId)).Subject, (await InboxAsync(module, annId))[0].Kind));
        module.Coupons.All.Remove(used);
        for (var day = 1; day < 31; day++)
        {
            module.Time.Now = Given.Noon.AddDays(day);
            await module.RemindOfCouponsAsync();
        }
        Assert.Single(await module.DeliveriesAsync());
    }

    /// <summary>While the programmes are away coupons wait, and coins do not.</summary>
    [Fact]
    public async Task Reminders_WhileTheProgrammesAreAway_WaitAndAreCaughtUp()
    {
        await using var module = await Module.StartAsync();
        var ann = module.NewMember(out var annId);
        await module.SetUpAsync();
        module.Coupons.Add(ann, Today.AddDays(5), Given.Noon);
        module.Coupons.IsAway = true;
        await Assert.ThrowsAsync<RpcException>(module.RemindOfCouponsAsync);
        Assert.Equal(3, await module.RemindAsync());
        module.Time.Now += TimeSpan.FromDays(2);
        module.Coupons.IsAway = false;
        await module.RemindOfCouponsAsync();
        await module.RemindOfCouponsAsync();
        Assert.StartsWith(
            "These coupons of yours are good until 2026-03-06:",
            Assert.Single(await InboxAsync(module, annId)).Text, StringComparison.Ordinal);
        var off = Given.Settings();
        off.Off.Add(MessageKind.CouponsExpiring);
        await module.SetUpAsync(off);
        module.Time.Now += TimeSpan.FromDays(2);
        Assert.Equal(0, await module.RemindOfCouponsAsync());
    }

    /// <summary>A clock that jumps, coupons that come and go, programmes that are away: after each look that was
    /// done, whoever has a coupon has got the reminder of its time, and nobody got one twice.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(null)]
    public async Task Coupons_WithAClockThatJumps_AreToldInTime_OnceEach(int? given)
    {
        var seed = given ?? Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        await using var module = await Module.StartAsync();
        var members = Enumerable.Range(0, 3).Select(_ => module.NewMember()).ToList();
        await module.SetUpAsync();
        var reminded = 0;
        for (var step = 0; step < 120; step++)
        {
            module.Time.Now += random.Next(6) switch
            {
                0 => TimeSpan.FromDays(random.Next(1, 25)),
                1 => TimeSpan.FromMinutes(random.Next(1, 60)),
                _ => TimeSpan.FromHours(random.Next(1, 40)),
            };
            for (var more = random.Next(3); more > 0; more--)
                module.Coupons.Add(
                    members[random.Next(3)], module.Time.Now.AddHours(random.Next(1, 60 * 24)), module.Time.Now);
            if (module.Coupons.All.Count > 0 && random.Next(3) == 0)
                module.Coupons.All.RemoveAt(random.Next(module.Coupons.All.Count));
            module.Coupons.IsAway = random.Next(4) == 0;
            if (module.Coupons.IsAway)
            {
                // Where nothing is due today, they are not asked.
                await Record.ExceptionAsync(module.RemindOfCouponsAsync);
                continue;
            }
            await module.RemindOfCouponsAsync();
            reminded += await AssertToldAsync(module);
        }
        Assert.True(reminded > 50, $"hardly any coupon was told of: {reminded}");
    }

    /// <summary>All that a look today must have told, of coupons that were there when today's look was
    /// made.</summary>
    private static async Task<int> AssertToldAsync(Module module)
    {
        var keys = await module.WithDbAsync(db => Task.FromResult(db.Messages.Select(m => m.Key).ToList()));
        Assert.Equal(keys.Distinct(StringComparer.Ordinal).Count(), keys.Count);
        var today = QuietHours.DayOf(Given.Settings(), module.Time.Now);
        var start = QuietHours.StartOf(Given.Settings(), today);
        var due = module.Coupons.All.Where(c => c.ExpireTime.ToDateTimeOffset() > module.Time.Now
            && c.CreateTime.ToDateTimeOffset() < start).Select(KeyToday).OfType<string>().ToList();
        Assert.Subset(keys.ToHashSet(StringComparer.Ordinal), due.ToHashSet(StringComparer.Ordinal));
        return due.Count;

        string? KeyToday(MemberCoupon coupon)
        {
            var last = QuietHours.LastDayBefore(Given.Settings(), coupon.ExpireTime.ToDateTimeOffset());
            int? daysBefore = (last.DayNumber - today.DayNumber) switch
            {
                <= 1 => 1,
                <= 7 => 7,
                <= 30 => 30,
                _ => null,
            };
            return daysBefore is null
                ? null : $"coupons:{MemberChecks.GuidOf(coupon.Member):N}:{last:yyyyMMdd}:{daysBefore}";
        }
    }

    private static async Task<IReadOnlyList<InboxMessage>> InboxAsync(Module module, MemberId member) =>
        (await module.Messages.ListInbox(
            new() { Member = ResourceNames.Me, PageSize = 100 }, Call.Member(member, "aster"))).Messages;
}
