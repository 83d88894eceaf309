using Federation.Client;
using Federation.Messages.Tests;
using Federation.Messages.V1;
using Federation.Partners.V1;
using Federation.Programs.V1;
using Federation.Testing;
using Google.Protobuf.WellKnownTypes;
using DatabaseKind = Federation.Hosting.DatabaseKind;

namespace Federation.Scenarios;

/// <summary>Members get a mail when they were given a coupon, and before it expires.</summary>
public sealed class CouponMailTests
{
    private const string Program = "partners/aster/programs/main";

    public static TheoryData<DatabaseKind> Databases => [.. TestDatabase.Kinds];

    /// <summary>An order gives one member a coupon, the brand another one. Both are told at once; the one who never
    /// uses it three times more, the one who does only until then.</summary>
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Coupon_IsToldWhenItIsGiven_AndThreeTimesUnlessItIsUsed(DatabaseKind kind)
    {
        await using var mails = new MailServer();
        await using var alliance = await Mails.StartAsync(kind, mails.Port);
        var aster = await alliance.GivenPartnerAsync("aster");
        var second = await alliance.GivenCredentialAsync("aster", CredentialRole.PartnerAdmin);
        var now = await ProgramsMade.InForceAsync("aster", aster, second, Terms());
        var members = await Mails.GivenMembersAsync(
            aster, 2, MessageKind.CouponsGiven, MessageKind.CouponsExpiring);
        var (ann, bob) = (members.Keys.First(), members.Keys.Last());
        var placed = await aster.Checkout.PlaceOrderAsync(Placing(ann, "1", now, 10_000));
        await aster.Coupons.GrantCouponsAsync(
            new() { RequestId = RequestIds.New(), Program = Program, Definition = "ten", Member = bob });
        await Mails.AwaitAsync(mails, 2);
        Assert.Equal(members.Values, Sorted(Mails.AddresseesOf(mails, "You have a coupon of ")));

        await DrawsMade.PassAsync(alliance, TimeSpan.FromDays(20));
        await Mails.AwaitAsync(mails, 4);
        await alliance.Deployment.KillAsync();
        await alliance.Deployment.RestartAsync();
        var coupon = (await aster.Coupons.ListCouponsAsync(new() { Program = Program, Member = ann })).Coupons.Single();
        Assert.Equal(placed.OrderName, coupon.Order);
        var later = (await DrawsMade.NowAsync(aster)).ToTimestamp();
        var spending = Placing(ann, "2", later, 5_000);
        spending.Order.Codes.Add(coupon.Name);
        Assert.Equal(4_000, (await aster.Checkout.PlaceOrderAsync(spending)).Evaluation.TotalMinorUnits);
        await DrawsMade.PassAsync(alliance, TimeSpan.FromDays(14));
        await Mails.AwaitAsync(mails, 5);
        await DrawsMade.PassAsync(alliance, TimeSpan.FromDays(5));
        await Mails.AwaitAsync(mails, 6);

        // What is sent later comes behind: nothing else was made.
        foreach (var member in members.Keys)
            await Mails.SendLastAsync(aster, member);
        await Mails.AwaitAsync(mails, 8);
        var (annMail, bobMail) = (members[ann], members[bob]);
        Assert.Equal(
            [annMail, bobMail, bobMail, bobMail],
            Sorted(Mails.AddresseesOf(mails, "These coupons of yours are good until ")));
        Assert.DoesNotContain(mails.Received, m => m.TextBody!.Contains("coupons/", StringComparison.Ordinal));
        var made = await aster.Messages.ListDeliveriesAsync(
            new() { Parent = Mails.Parent, Channel = MessageChannel.Email });
        Assert.Equal(8, made.Deliveries.Count);
        alliance.Deployment.Errors.AssertNone();
    }

    private static List<string> Sorted(IEnumerable<string> addresses) => [.. addresses.Order(StringComparer.Ordinal)];

    /// <summary>An order of 100 gives a coupon, good for forty days, that takes 10 off.</summary>
    private static RuleSetTerms Terms()
    {
        var terms = ProgramsMade.Terms("aster");
        terms.EarnAt = EarnAt.Completed;
        terms.Coupons.Add(new CouponDefinition { Id = "ten", Title = new LocalizedText { En = "10 off" }, Days = 40 });
        terms.Rules.Add(new Rule
        {
            Id = "give-ten",
            Title = new LocalizedText { En = "10 off the next" },
            Condition = new Condition { Basket = new BasketMoney { AtLeastMinorUnits = 10_000 } },
            Effects = { new Effect { Coupon = new GrantCoupon { Definition = "ten", Quantity = 1 } } },
        });
        terms.Rules.Add(new Rule
        {
            Id = "use-ten",
            Title = new LocalizedText { En = "10 off" },
            Condition = new Condition { Coupon = "ten" },
            Effects =
            {
                new Effect { Discount = new Discount { Scope = DiscountScope.Order, MinorUnits = 1_000 } },
            },
        });
        return terms;
    }

    private static PlaceOrderRequest Placing(string member, string number, Timestamp time, long price) => new()
    {
        Program = Program,
        State = OrderState.Completed,
        Order = new Order
        {
            Source = "shop",
            EventId = number,
            Member = member,
            Merchant = "partners/aster/merchants/till",
            OrderTime = time,
            Lines = { new OrderLine { Number = 1, Sku = "tea", Quantity = 1, ListMinorUnits = price } },
        },
    };
}
