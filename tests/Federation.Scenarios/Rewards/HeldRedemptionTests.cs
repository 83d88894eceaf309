using Federation.Client;
using Federation.Errors.V1;
using Federation.Messages.Tests;
using Federation.Messages.V1;
using Federation.Programs.V1;
using Federation.Rewards.V1;
using Federation.Testing;
using Google.Protobuf.WellKnownTypes;
using DatabaseKind = Federation.Hosting.DatabaseKind;

namespace Federation.Scenarios;

/// <summary>Unusual redemptions through the gateway: held, released, refused, cancelled, each once.</summary>
public sealed class HeldRedemptionTests
{
    private const string Parent = "partners/aster";

    public static TheoryData<DatabaseKind> Databases => [.. TestDatabase.Kinds];

    /// <summary>A cup at 300 of 500 coins is held from half on; what it took is back once it is refused.</summary>
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task LargeShare_IsHeldAndRefused_GivesEverythingBack(DatabaseKind kind)
    {
        await using var alliance = new Alliance(await Deployment.OnAsync(kind));
        var aster = await alliance.GivenPartnerAsync("aster");
        var wei = await alliance.GivenPersonAsync("aster", aster, "wei");
        var ann = await Alliance.GivenMemberAsync(aster, "ann");
        await EarnAsync(aster, ann, 100, days: 40);
        await EarnAsync(aster, ann, 400, days: 80);
        var lots = await LotsAsync(aster, ann);
        var terms = Checked(RewardKind.Goods, 300);
        terms.LimitedStock = true;
        terms.Limits.Add(new RewardLimit { Period = Period.Ever, AtMost = 1 });
        var cup = await RewardsMade.ActiveAsync(aster, "cup", terms, stock: 2);

        var request = RewardsMade.Redeeming(cup, ann);
        var held = (await aster.Rewards.RedeemRewardAsync(request)).Redemption;
        Assert.Equal(RedemptionState.Held, held.State);
        var signal = Assert.Single(held.Hold.Signals);
        Assert.Equal(
            (RedemptionSignalKind.BalanceShare, 500, 50),
            (signal.Kind, signal.AvailableUnits, signal.BalancePercent));
        Assert.Equal(held.CreateTime.Seconds + (72 * 3600), held.Hold.ExpireTime.Seconds, 60.0);
        Assert.Equal((200, 1), (await CoinsAsync(aster, ann), await RewardsMade.StockAsync(aster, cup)));
        var again = await aster.Rewards.RedeemRewardAsync(request);
        Assert.Equal((true, held), (again.Replayed, again.Redemption));
        await AssertRefusedAsync(
            ErrorReason.RewardLimitReached, aster.Rewards.RedeemRewardAsync(RewardsMade.Redeeming(cup, ann)));
        await AssertRefusedAsync(
            ErrorReason.RedemptionHeld, aster.Rewards.FulfilRedemptionAsync(RewardsMade.Fulfilling(held.Name)));
        Assert.Equal(held.Name, Assert.Single(await HeldAsync(aster)).Name);

        // A till decides nothing, whatever scopes it has.
        await AssertRefusedAsync(ErrorReason.PersonRequired, aster.Rewards.DecideRedemptionAsync(
            RewardsMade.Deciding(held.Name, RedemptionDecision.Refuse)));
        var refusing = RewardsMade.Deciding(held.Name, RedemptionDecision.Refuse);
        var refused = (await wei.Rewards.DecideRedemptionAsync(refusing)).Redemption;
        Assert.Equal(
            (RedemptionState.Cancelled, RedemptionDecision.Refuse, "looked at", "partners/aster/users/wei"),
            (refused.State, refused.Hold.Decision, refused.Hold.Reason, refused.Hold.Decider));
        Assert.Equal((500, 2), (await CoinsAsync(aster, ann), await RewardsMade.StockAsync(aster, cup)));
        Assert.Equal(lots, await LotsAsync(aster, ann));
        var decidedAgain = await wei.Rewards.DecideRedemptionAsync(refusing);
        Assert.Equal((true, refused), (decidedAgain.Replayed, decidedAgain.Redemption));
        await AssertRefusedAsync(ErrorReason.RedemptionNotHeld, wei.Rewards.DecideRedemptionAsync(
            RewardsMade.Deciding(held.Name, RedemptionDecision.Release)));
        await AssertRefusedAsync(
            ErrorReason.RedemptionDone, aster.Rewards.CancelRedemptionAsync(RewardsMade.Cancelling(held.Name)));
        Assert.Empty(await HeldAsync(aster));
        // The limit counts it no more.
        Assert.Equal(
            RedemptionState.Held,
            (await aster.Rewards.RedeemRewardAsync(RewardsMade.Redeeming(cup, ann))).Redemption.State);
        await EndAsync(alliance);
    }

    /// <summary>Nobody is told the code of one that is held, and the right's days begin when it is released.</summary>
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task CodeAndRight_WhileHeld_AreNotGiven(DatabaseKind kind)
    {
        await using var alliance = new Alliance(await Deployment.OnAsync(kind));
        var aster = await alliance.GivenPartnerAsync("aster");
        var wei = await alliance.GivenPersonAsync("aster", aster, "wei");
        var ann = await Alliance.GivenMemberAsync(aster, "ann");
        await Alliance.EarnAsync(aster, "aster", ann, 100);
        var game = await RewardsMade.ActiveAsync(aster, "game", Checked(RewardKind.Code, 90));
        await aster.Rewards.AddCodesAsync(new() { RequestId = RequestIds.New(), Name = game, Codes = { "G1" } });
        var redeeming = RewardsMade.Redeeming(game, ann);
        var held = (await aster.Rewards.RedeemRewardAsync(redeeming)).Redemption;
        Assert.Equal((RedemptionState.Held, "", null), (held.State, held.Code, held.FulfilTime));
        Assert.Equal("", (await ReadAsync(aster, held.Name)).Code);
        Assert.Equal("", (await aster.Rewards.RedeemRewardAsync(redeeming)).Redemption.Code);
        var refused = (await wei.Rewards.DecideRedemptionAsync(
            RewardsMade.Deciding(held.Name, RedemptionDecision.Refuse))).Redemption;
        Assert.Equal(("", 1), (refused.Code, await RewardsMade.StockAsync(aster, game)));
        Assert.Equal("", (await ReadAsync(aster, held.Name)).Code);
        // The code that nobody was told is the next one's.
        held = (await aster.Rewards.RedeemRewardAsync(RewardsMade.Redeeming(game, ann))).Redemption;
        var released = (await wei.Rewards.DecideRedemptionAsync(
            RewardsMade.Deciding(held.Name, RedemptionDecision.Release))).Redemption;
        Assert.Equal((RedemptionState.Fulfilled, "G1"), (released.State, released.Code));
        Assert.Equal(released.Hold.DecideTime, released.FulfilTime);

        await Alliance.EarnAsync(aster, "aster", ann, 90);
        var terms = Checked(RewardKind.Right, 90);
        terms.Fulfilment = RewardFulfilment.AtOnce;
        terms.Right = new RewardRight { Title = new LocalizedText { En = "Repair first" }, ValidDays = 10 };
        var right = await RewardsMade.ActiveAsync(aster, "right", terms);
        held = (await aster.Rewards.RedeemRewardAsync(RewardsMade.Redeeming(right, ann))).Redemption;
        Assert.Null(held.Right.ExpireTime);
        await AdvanceAsync(alliance, TimeSpan.FromHours(20));
        released = (await wei.Rewards.DecideRedemptionAsync(
            RewardsMade.Deciding(held.Name, RedemptionDecision.Release))).Redemption;
        Assert.Equal(
            released.Hold.DecideTime + Duration.FromTimeSpan(TimeSpan.FromDays(10)), released.Right.ExpireTime);
        await EndAsync(alliance);
    }

    /// <summary>Somebody changes the number and the address, and redeems from a device that is not known: it is held,
    /// the old number is told, and once it is refused the coins are back.</summary>
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task ChangedContact_AndANewDevice_HoldAndTellTheOldNumber(DatabaseKind kind)
    {
        await using var server = await GatewayServer.StartAsync();
        await using var alliance = new Alliance(await Deployment.OnAsync(
            await Deployment.NewDatabaseAsync(kind), new Dictionary<string, string>
            {
                ["Messages__AllowPrivateGateways"] = "true",
            }));
        var aster = await alliance.GivenPartnerAsync("aster");
        var wei = await alliance.GivenPersonAsync("aster", aster, "wei");
        var ann = await Alliance.GivenMemberAsync(aster, "ann");
        await GivenSmsAsync(aster, server);
        await ReachedAsync(aster, ann, "+8613800138000");
        await Alliance.EarnAsync(aster, "aster", ann, 1000);
        var lots = await LotsAsync(aster, ann);
        var terms = RewardsMade.Terms("aster", RewardKind.Goods, 100);
        terms.Checks = new RewardChecks { ContactChangeHours = 48, NewDevice = true };
        var cup = await RewardsMade.ActiveAsync(aster, "cup", terms);

        var request = RewardsMade.Redeeming(cup, ann);
        request.DeviceHash = RisksMade.Hash(1);
        var first = (await aster.Rewards.RedeemRewardAsync(request)).Redemption;
        Assert.Equal([RedemptionSignalKind.NewDevice], first.Hold.Signals.Select(s => s.Kind));
        // While it is held the device is known to nobody.
        request.RequestId = RequestIds.New();
        var second = (await aster.Rewards.RedeemRewardAsync(request)).Redemption;
        Assert.Equal([RedemptionSignalKind.NewDevice], second.Hold.Signals.Select(s => s.Kind));
        await wei.Rewards.DecideRedemptionAsync(RewardsMade.Deciding(first.Name, RedemptionDecision.Release));
        await wei.Rewards.DecideRedemptionAsync(RewardsMade.Deciding(second.Name, RedemptionDecision.Refuse));
        request.RequestId = RequestIds.New();
        var known = (await aster.Rewards.RedeemRewardAsync(request)).Redemption;
        Assert.Equal(RedemptionState.Pending, known.State);
        await aster.Rewards.CancelRedemptionAsync(RewardsMade.Cancelling(known.Name));
        await aster.Rewards.CancelRedemptionAsync(RewardsMade.Cancelling(first.Name));

        // It is told of these two as the member's own.
        await AwaitSmsAsync(server, "+8613800138000", 2);
        await ReachedAsync(aster, ann, "+8613900139000");
        request = RewardsMade.Redeeming(cup, ann);
        request.DeviceHash = RisksMade.Hash(2);
        var held = (await aster.Rewards.RedeemRewardAsync(request)).Redemption;
        Assert.Equal(
            [RedemptionSignalKind.ContactChanged, RedemptionSignalKind.NewDevice],
            held.Hold.Signals.Select(s => s.Kind));
        await AwaitSmsAsync(server, "+8613800138000", 3);
        await AwaitSmsAsync(server, "+8613900139000", 1);
        await wei.Rewards.DecideRedemptionAsync(RewardsMade.Deciding(held.Name, RedemptionDecision.Refuse));
        Assert.Equal(lots, await LotsAsync(aster, ann));

        // Two days later the change is no signal any more.
        await AdvanceAsync(alliance, TimeSpan.FromHours(49));
        request.RequestId = RequestIds.New();
        request.DeviceHash = RisksMade.Hash(1);
        Assert.Equal(RedemptionState.Pending, (await aster.Rewards.RedeemRewardAsync(request)).Redemption.State);
        await EndAsync(alliance);
    }

    /// <summary>Nobody decides: after the deadline it is released, and goes on as any other.</summary>
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Held_AfterItsDeadline_IsReleased(DatabaseKind kind)
    {
        await using var alliance = new Alliance(await Deployment.OnAsync(kind));
        var aster = await alliance.GivenPartnerAsync("aster");
        var ann = await Alliance.GivenMemberAsync(aster, "ann");
        await Alliance.EarnAsync(aster, "aster", ann, 100);
        var terms = Checked(RewardKind.Goods, 80);
        terms.Checks.DeadlineHours = 5;
        var cup = await RewardsMade.ActiveAsync(aster, "cup", terms);
        var name = (await aster.Rewards.RedeemRewardAsync(RewardsMade.Redeeming(cup, ann))).Redemption.Name;
        await AdvanceAsync(alliance, TimeSpan.FromHours(4));
        Assert.Equal(RedemptionState.Held, (await ReadAsync(aster, name)).State);
        await AdvanceAsync(alliance, TimeSpan.FromHours(2));
        var since = System.Diagnostics.Stopwatch.StartNew();
        Redemption found;
        while ((found = await ReadAsync(aster, name)).State == RedemptionState.Held)
        {
            Assert.True(since.Elapsed < TimeSpan.FromSeconds(30), "It is still held.");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
        Assert.Equal(
            (RedemptionState.Pending, RedemptionDecision.Release, "", ""),
            (found.State, found.Hold.Decision, found.Hold.Reason, found.Hold.Decider));
        Assert.Empty(await HeldAsync(aster));
        var done = await aster.Rewards.FulfilRedemptionAsync(RewardsMade.Fulfilling(name, "parcel 7"));
        Assert.Equal(
            (RedemptionState.Fulfilled, 20), (done.Redemption.State, await CoinsAsync(aster, ann)));
        await EndAsync(alliance);
    }

    /// <summary>A coupon is given when it is released; a refused one leaves none.</summary>
    [Fact]
    public async Task Coupon_OfAHeldRedemption_IsGivenWithTheRelease()
    {
        await using var alliance = await Alliance.StartAsync();
        var aster = await alliance.GivenPartnerAsync("aster");
        var second = await alliance.GivenCredentialAsync("aster", Partners.V1.CredentialRole.PartnerAdmin);
        var wei = await alliance.GivenPersonAsync("aster", aster, "wei");
        var set = ProgramsMade.Terms("aster");
        set.Coupons.Add(new CouponDefinition { Id = "ten", Title = new LocalizedText { En = "Ten" }, Days = 30 });
        await ProgramsMade.InForceAsync("aster", aster, second, set);
        var ann = await Alliance.GivenMemberAsync(aster, "ann");
        await Alliance.EarnAsync(aster, "aster", ann, 100);
        var terms = Checked(RewardKind.Coupon, 100);
        terms.Coupon = new RewardCoupon { Program = "partners/aster/programs/main", Definition = "ten" };
        var ten = await RewardsMade.ActiveAsync(aster, "ten", terms);
        foreach (var decision in new[] { RedemptionDecision.Refuse, RedemptionDecision.Release })
        {
            var held = (await aster.Rewards.RedeemRewardAsync(RewardsMade.Redeeming(ten, ann))).Redemption;
            Assert.Equal((RedemptionState.Held, ""), (held.State, held.Coupon));
            Assert.Empty(await CouponsAsync());
            await wei.Rewards.DecideRedemptionAsync(RewardsMade.Deciding(held.Name, decision));
        }
        var coupon = Assert.Single(await CouponsAsync());
        Assert.Equal((CouponState.Active, "ten"), (coupon.State, coupon.Definition));
        Assert.Equal(0, await CoinsAsync(aster, ann));
        await EndAsync(alliance);

        async Task<IEnumerable<Coupon>> CouponsAsync() => (await aster.Coupons.ListCouponsAsync(
            new() { Program = "partners/aster/programs/main", Member = ann })).Coupons;
    }

    /// <summary>The member sees that it is being checked and until when, not why; and gives it back.</summary>
    [Fact]
    public async Task Member_OfAHeldRedemption_IsNotToldWhy()
    {
        await using var alliance = await Alliance.StartAsync();
        var aster = await alliance.GivenPartnerAsync("aster");
        var wei = await alliance.GivenPersonAsync("aster", aster, "wei");
        var ann = await Alliance.GivenMemberAsync(aster, "ann");
        await Alliance.EarnAsync(aster, "aster", ann, 100);
        using var signed = await SignedMembers.OfAsync(
            alliance.Deployment.Databases, alliance.Deployment.Gateways[0], aster);
        var self = signed.Open(signed.IdOf("aster", ann), "ann", "aster").Rewards;
        var cup = await RewardsMade.ActiveAsync(aster, "cup", Checked(RewardKind.Goods, 80));
        var offer = Assert.Single(
            (await self.ListRewardOffersAsync(new() { Parent = Parent, Member = "members/me" })).Offers);
        Assert.Null(offer.Reward.Terms.Checks);

        var held = (await self.RedeemRewardAsync(RewardsMade.Redeeming(cup, "members/me"))).Redemption;
        Assert.Equal(RedemptionState.Held, held.State);
        Assert.Equal(new RedemptionHold { ExpireTime = held.Hold.ExpireTime }, held.Hold);
        var cancelled = (await self.CancelRedemptionAsync(RewardsMade.Cancelling(held.Name))).Redemption;
        Assert.Equal((RedemptionState.Cancelled, null), (cancelled.State, cancelled.Hold));
        Assert.Equal(100, await CoinsAsync(aster, ann));
        await AssertRefusedAsync(ErrorReason.RedemptionNotHeld, wei.Rewards.DecideRedemptionAsync(
            RewardsMade.Deciding(held.Name, RedemptionDecision.Release)));

        held = (await self.RedeemRewardAsync(RewardsMade.Redeeming(cup, "members/me"))).Redemption;
        await wei.Rewards.DecideRedemptionAsync(RewardsMade.Deciding(held.Name, RedemptionDecision.Release));
        // What is not held is the brand's to cancel.
        var refused = await Assert.ThrowsAsync<Grpc.Core.RpcException>(
            async () => await self.CancelRedemptionAsync(RewardsMade.Cancelling(held.Name)));
        Assert.Equal(ErrorReason.RedemptionNotHeld, Hosting.Refusal.From(refused)?.Reason);
        var seen = (await self.GetRedemptionAsync(new() { Name = held.Name })).Redemption;
        Assert.Equal((RedemptionState.Pending, null), (seen.State, seen.Hold));
        await EndAsync(alliance);
    }

    /// <summary>People release and refuse, and the brand cancels, at three nodes at the same moment: one of them
    /// counts.</summary>
    [Fact]
    public async Task Held_DecidedByManyOnThreeNodes_IsDecidedOnce()
    {
        await using var nodes = await ThreeNodes.StartAsync(DatabaseKind.Postgres);
        var people = new List<FederationClient>();
        for (var i = 0; i < ThreeNodes.Count; i++)
            people.Add(await nodes.Alliance.GivenPersonAsync("aster", nodes.Aster[i], $"person{i}"));
        var aster = nodes.Aster[0];
        var ann = await Alliance.GivenMemberAsync(aster, "ann");
        await Alliance.EarnAsync(aster, "aster", ann, 1000);
        var terms = Checked(RewardKind.Goods, 100);
        (terms.Checks.BalancePercent, terms.LimitedStock) = (1, true);
        var cup = await RewardsMade.ActiveAsync(aster, "cup", terms, stock: 10);
        var kept = 0;
        for (var round = 0; round < 6; round++)
        {
            var held = (await aster.Rewards.RedeemRewardAsync(RewardsMade.Redeeming(cup, ann))).Redemption;
            Assert.Equal(RedemptionState.Held, held.State);
            var calls = Enumerable.Range(0, 9).Select(n => (n % 3) switch
            {
                0 => TryAsync(() => people[n / 3].Rewards.DecideRedemptionAsync(
                    RewardsMade.Deciding(held.Name, RedemptionDecision.Release)).ResponseAsync),
                1 => TryAsync(() => people[n / 3].Rewards.DecideRedemptionAsync(
                    RewardsMade.Deciding(held.Name, RedemptionDecision.Refuse)).ResponseAsync),
                // What was released is cancelled all the same: then both count.
                _ => TryAsync(() => nodes.Aster[n / 3].Rewards.CancelRedemptionAsync(
                    RewardsMade.Cancelling(held.Name)).ResponseAsync),
            });
            var counted = (await Task.WhenAll(calls)).Count(done => done);
            var now = await ReadAsync(aster, held.Name);
            Assert.Equal(
                now.State == RedemptionState.Cancelled && now.Hold.Decision == RedemptionDecision.Release ? 2 : 1,
                counted);
            kept += now.State == RedemptionState.Cancelled ? 0 : 1;
            Assert.Equal(
                (1000 - (100 * kept), 10 - kept),
                (await CoinsAsync(aster, ann), await RewardsMade.StockAsync(aster, cup)));
        }
        await nodes.AssertWellAsync();
    }

    /// <summary>Three at the same moment, each 40 of 100 coins: the second one takes two thirds of what is left, and
    /// the checks see it.</summary>
    [Fact]
    public async Task LargeShare_TakenInPartsAtOnce_IsHeld()
    {
        await using var nodes = await ThreeNodes.StartAsync(DatabaseKind.Postgres);
        var aster = nodes.Aster[0];
        var cup = await RewardsMade.ActiveAsync(aster, "cup", Checked(RewardKind.Goods, 40));
        for (var round = 0; round < 5; round++)
        {
            var ann = await Alliance.GivenMemberAsync(aster, $"ann{round}");
            await Alliance.EarnAsync(aster, "aster", ann, 100);
            var made = await Task.WhenAll(nodes.Aster.Take(2).Select(
                async a => (await a.Rewards.RedeemRewardAsync(RewardsMade.Redeeming(cup, ann))).Redemption));
            Assert.Equal(
                [RedemptionState.Pending, RedemptionState.Held], made.Select(r => r.State).Order());
            Assert.Contains(
                made.Single(r => r.State == RedemptionState.Held).Name,
                (await HeldAsync(aster)).Select(r => r.Name));
        }
        await nodes.AssertWellAsync();
    }

    private static async Task GivenSmsAsync(FederationClient aster, GatewayServer server)
    {
        await aster.Messages.SetMessageSettingsAsync(new()
        {
            RequestId = RequestIds.New(),
            Parent = Parent,
            Settings = new()
            {
                TimeZone = "UTC",
                Language = "en",
                Channels = { new KindChannels { Kind = MessageKind.Security, Channels = { MessageChannel.Sms } } },
            },
        });
        await aster.Messages.SetMessageGatewayAsync(new()
        {
            RequestId = RequestIds.New(),
            Parent = Parent,
            Channel = MessageChannel.Sms,
            Address = server.Address,
        });
    }

    private static async Task ReachedAsync(FederationClient aster, string member, string phone) =>
        await aster.Messages.SetContactAsync(new()
        {
            RequestId = RequestIds.New(),
            Member = member,
            Contact = new() { Phone = phone },
        });

    /// <summary>Waits until a number was told of so many redemptions.</summary>
    private static async Task AwaitSmsAsync(GatewayServer server, string phone, int count)
    {
        var since = System.Diagnostics.Stopwatch.StartNew();
        while (server.Received.Count(r => IsTold(r, phone)) < count)
        {
            Assert.True(since.Elapsed < TimeSpan.FromSeconds(60), $"{phone} was not told.");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
        Assert.Equal(count, server.Received.Where(r => IsTold(r, phone)).DistinctBy(r => r.Id).Count());
    }

    private static bool IsTold(ReceivedCall call, string phone) =>
        call.Data.GetProperty("phone").GetString() == phone
        && $"{call.Data.GetProperty("text")}".Contains("\"A cup\" was redeemed", StringComparison.Ordinal);

    private static RewardTerms Checked(RewardKind kind, long price)
    {
        var terms = RewardsMade.Terms("aster", kind, price);
        terms.Checks = new RewardChecks { BalancePercent = 50 };
        return terms;
    }

    private static async Task<bool> TryAsync(Func<Task> call)
    {
        try
        {
            await call();
            return true;
        }
        catch (RefusedException e) when (
            e.Refusal.Reason is ErrorReason.RedemptionNotHeld or ErrorReason.RedemptionDone)
        {
            return false;
        }
    }

    private static async Task EarnAsync(FederationClient aster, string member, long units, int days)
    {
        var today = (await aster.Clock.GetClockAsync(new())).Clock.Now.ToDateTime().Date;
        await aster.Ledger.EarnAsync(new()
        {
            RequestId = RequestIds.New(),
            Member = member,
            Amount = Alliance.Coins("aster", units),
            ExpireTime = Timestamp.FromDateTime(DateTime.SpecifyKind(today.AddDays(days), DateTimeKind.Utc)),
        });
    }

    private static async Task<IReadOnlyList<(Timestamp, long)>> LotsAsync(FederationClient aster, string member) =>
        [.. (await aster.Ledger.GetWalletAsync(new() { Name = $"{member}/wallets/aster" })).Wallet.Lots
            .Select(l => (l.Terms.ExpireTime, l.Units))];

    private static async Task<Redemption> ReadAsync(FederationClient brand, string name) =>
        (await brand.Rewards.GetRedemptionAsync(new() { Name = name })).Redemption;

    private static async Task<IReadOnlyList<Redemption>> HeldAsync(FederationClient brand) =>
        (await brand.Rewards.ListRedemptionsAsync(
            new() { Parent = Parent, State = RedemptionState.Held })).Redemptions;

    private static async Task AdvanceAsync(Alliance alliance, TimeSpan by)
    {
        var now = (await alliance.Admin.Clock.GetClockAsync(new())).Clock.Now;
        await alliance.Admin.Clock.AdvanceClockAsync(
            new() { RequestId = RequestIds.New(), Now = now + Duration.FromTimeSpan(by) });
    }

    private static Task<long> CoinsAsync(FederationClient brand, string member) =>
        Alliance.BalanceOfAsync(brand, "aster", member);

    private static async Task AssertRefusedAsync<T>(ErrorReason reason, Grpc.Core.AsyncUnaryCall<T> call)
    {
        var refused = await Assert.ThrowsAsync<RefusedException>(async () => await call);
        Assert.Equal(reason, refused.Refusal.Reason);
    }

    private static async Task EndAsync(Alliance alliance)
    {
        await alliance.AssertBooksAsync();
        alliance.Deployment.Errors.AssertNone();
    }
}
