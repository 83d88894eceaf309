using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Programs.Internal.V1;
using Federation.Programs.V1;
using Federation.Testing;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Programs.Tests;

/// <summary>Which coupons members are told of: those that they can use.</summary>
public sealed class MemberCouponTests
{
    private static readonly ProgramId Program = ProgramId.Parse(Given.Program);
    private static readonly byte[] Ann = Guid.CreateVersion7().ToByteArray(bigEndian: true);
    private readonly Dictionary<ByteString, long> tallies = [];

    public static TheoryData<DatabaseKind> Kinds => Module.Kinds;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task ExpiringCoupons_AreThoseThatCanBeUsed_PageByPage(DatabaseKind kind)
    {
        await using var module = await StartAsync(kind);
        var end = Given.Now.AddDays(10);
        var made = Enumerable.Range(0, 5).Select(_ => Coupon(end)).ToList();
        var used = Coupon(end);
        var twice = Coupon(end.AddMinutes(1), uses: 3);
        // Of these nothing may be told.
        List<CouponRow> others =
        [
            used, Coupon(end), Coupon(end), Coupon(end, definition: "gone"), Coupon(end, isBearer: true),
            Coupon(Given.Now.AddDays(-1)), Coupon(end.AddDays(1)),
        ];
        await AddAsync(module, [.. made, twice, .. others]);
        foreach (var coupon in made.Concat(others).Append(twice))
            tallies[CouponTally.KeyOf(coupon.Id)] = CouponTally.First(coupon);
        tallies[CouponTally.KeyOf(used.Id)] = CouponTally.UsedUp(used);
        tallies[CouponTally.KeyOf(others[1].Id)] = CouponTally.Void(others[1]);
        // Written before its journal, which never came.
        tallies[CouponTally.KeyOf(others[2].Id)] = 0;
        tallies[CouponTally.KeyOf(twice.Id)]++;

        var request = new ListExpiringCouponsRequest
        {
            FromTime = Given.Now.AddDays(-2).ToTimestamp(),
            ToTime = end.AddDays(1).ToTimestamp(),
            PageSize = 2,
        };
        var listed = new List<MemberCoupon>();
        do
        {
            var page = await ServiceAsync(module, s => s.ListExpiringCoupons(request, new FakeCall("/programs")));
            listed.AddRange(page.Coupons);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        Assert.Equal(made.Select(c => c.Id).Order().Append(twice.Id), listed.Select(IdOf));
        Assert.Equal(
            (2, "Ten off", Given.Program, twice.ExpireTime, Given.Now),
            (listed[^1].UsesLeft, listed[^1].Title.En, listed[^1].Program, listed[^1].ExpireTime.ToDateTimeOffset(),
                listed[^1].CreateTime.ToDateTimeOffset()));
        Assert.All(listed, c => Assert.Equal(Ann, MemberChecks.IdOf(c.Member).ToByteArray()));

        request.ToTime = request.FromTime;
        var refused = await Assert.ThrowsAsync<RefusalException>(
            () => ServiceAsync(module, s => s.ListExpiringCoupons(request, new FakeCall("/programs"))));
        Assert.Equal(ErrorReason.FieldInvalid, refused.Refusal.Reason);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task GivenCoupons_AreFoundByNameOrderAndEvent(DatabaseKind kind)
    {
        await using var module = await StartAsync(kind);
        var end = Given.Now.AddDays(10);
        var order = OrderId.Of(Program, "shop", "7").Id;
        var happened = EventKeys.IdOf(Program, new Event { Source = "shop", EventId = "7" });
        var checkedIn = EventKeys.IdOf(Program, new Event { Source = "members", EventId = "1", ByMember = true });
        var (named, byOrder, byEvent, byMember) = (
            Coupon(end), Coupon(end, order: order), Coupon(end, order: happened, byEvent: true),
            Coupon(end, order: checkedIn, byEvent: true));
        var old = Coupon(end, order: order, made: Given.Now.AddDays(-1));
        await AddAsync(module, [named, byOrder, byEvent, byMember, old]);
        foreach (var coupon in new[] { named, byOrder, byEvent, byMember, old })
            tallies[CouponTally.KeyOf(coupon.Id)] = 1;

        Assert.Equal([named.Id], await GivenAsync(module, new() { Coupons = { named.Name, named.Name } }));
        Assert.Equal([byOrder.Id], await GivenAsync(module, By(Giver("shop", "7", isEvent: false))));
        Assert.Equal([byEvent.Id], await GivenAsync(module, By(Giver("shop", "7", isEvent: true))));
        Assert.Equal([byMember.Id], await GivenAsync(module, By(Giver("members", "1", isEvent: true))));
        var other = Giver("shop", "7", isEvent: false);
        other.Program = "partners/birch/programs/main";
        Assert.Empty(await GivenAsync(module, By(other)));
        var refused = await Assert.ThrowsAsync<RefusalException>(
            () => GivenAsync(module, new() { Coupons = { "coupons/x" }, Givers = { new CouponGiver() } }));
        Assert.Equal(ErrorReason.FieldInvalid, refused.Refusal.Reason);
    }

    private static async Task<Module> StartAsync(DatabaseKind kind)
    {
        var module = await Module.StartAsync(kind);
        var terms = Given.Terms();
        terms.Coupons.Add(new CouponDefinition { Id = "ten", Title = new() { En = "Ten off" }, Days = 30 });
        var rule = Given.Rule("use-ten", Given.Off(1000));
        rule.Condition = new Condition { Coupon = "ten" };
        terms.Rules.Add(rule);
        await module.PublishAsync(await module.ApprovedAsync(terms));
        return module;
    }

    private static Guid IdOf(MemberCoupon coupon) => Guid.Parse(ResourceNames.LastPart(coupon.Coupon));

    private static CouponGiver Giver(string source, string number, bool isEvent) =>
        new() { Program = Given.Program, Source = source, EventId = number, IsEvent = isEvent };

    private static ListGivenCouponsRequest By(CouponGiver giver) =>
        new() { Givers = { giver }, MadeSince = Given.Now.ToTimestamp() };

    private async Task<List<Guid>> GivenAsync(Module module, ListGivenCouponsRequest request) =>
        [.. (await ServiceAsync(module, s => s.ListGivenCoupons(request, new FakeCall("/programs"))))
            .Coupons.Select(IdOf)];

    private Task<T> ServiceAsync<T>(Module module, Func<MemberCouponService, Task<T>> call) => module.WithDbAsync(
        db => call(new MemberCouponService(
            db, module.Published, new TallyReader(new PostingService.PostingServiceClient(
                new Peer().On<ReadForPlanRequest, ReadForPlanResponse>("ReadForPlan", r => new()
                {
                    Tallies = { r.Tallies.Select(t => tallies.GetValueOrDefault(t)) },
                }))),
            module.Clock, new PageTokens(Given.Key))));

    private static Task<int> AddAsync(Module module, IEnumerable<CouponRow> coupons) => module.WithDbAsync(db =>
    {
        db.Coupons.AddRange(coupons);
        return db.SaveChangesAsync(Cancel);
    });

    private static CouponRow Coupon(
        DateTimeOffset end, string definition = "ten", int uses = 1, bool isBearer = false, Guid? order = null,
        bool byEvent = false, DateTimeOffset? made = null) => new()
        {
            Id = Guid.CreateVersion7(),
            PartnerId = "aster",
            ProgramId = "main",
            Definition = definition,
            Member = isBearer ? null : Ann,
            Uses = uses,
            RestoreGraceDays = 0,
            ExpireTime = end,
            CreateTime = made ?? Given.Now,
            OrderId = order,
            ByEvent = byEvent,
            ByJournal = true,
        };
}
