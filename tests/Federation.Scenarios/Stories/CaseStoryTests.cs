using Federation.Client;
using Federation.Errors.V1;
using Federation.Partners.V1;
using Federation.Programs.V1;
using Federation.Testing;
using Google.Protobuf.WellKnownTypes;
using DatabaseKind = Federation.Hosting.DatabaseKind;
using Duration = Google.Protobuf.WellKnownTypes.Duration;

namespace Federation.Scenarios;

/// <summary>Orders that risk rules refuse or hold, and what is decided about them, through the gateway, on each
/// database.</summary>
public sealed class CaseStoryTests
{
    private const string Program = "partners/aster/programs/main";
    private int number;
    private Timestamp begin = new();

    public static TheoryData<DatabaseKind> Databases => [.. TestDatabase.Kinds];

    /// <summary>The second order of a device is held: nothing confirms its coins before a person has
    /// decided.</summary>
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task HeldOrder_DecidedForTheMember_IsAsIfThereHadBeenNoCase(DatabaseKind kind)
    {
        await using var alliance = new Alliance(await Deployment.OnAsync(kind));
        var (aster, wei, ann) = await GivenAsync(alliance);
        var held = await RisksMade.HeldAsync(aster, Program, ann, () => Order(20_000));
        var signal = Assert.Single(held.Evaluation.Risks);
        Assert.Equal(("device", RiskAnswer.Hold, 2), (signal.Rule, signal.Answer, signal.Counted));
        Assert.Equal("Too much of one device: 2 of one device in a week; up to 1 are let pass.", signal.Words.En);
        Assert.Equal((0, 400), await CoinsAsync(aster, ann));
        await aster.Checkout.AdvanceOrderAsync(new() { Name = held.OrderName, State = OrderState.Completed });
        await AdvanceAsync(alliance, days: 5);
        Assert.Equal((200, 200), await CoinsAsync(aster, ann));

        var open = Assert.Single((await aster.Cases.ListCasesAsync(
            new() { Program = Program, OpenOnly = true })).Cases);
        Assert.Equal(open, (await aster.Cases.GetCaseAsync(new() { Name = open.Name })).Case);
        Assert.Equal((CaseState.Open, held.OrderName, ann, 200L), (
            open.State, open.Order, Assert.Single(open.Members), Assert.Single(open.Coins).Units));
        Assert.Equal(signal.Words, Assert.Single(open.Signals));
        Assert.Equal(open.Name, (await aster.Checkout.GetOrderAsync(new() { Name = held.OrderName })).Order.Case);

        var deciding = RisksMade.Deciding(open.Name, CaseState.ForMember);
        var decided = await wei.Cases.DecideCaseAsync(deciding);
        Assert.Equal((CaseState.ForMember, "looked at"), (decided.Case.State, decided.Case.Reason));
        Assert.Equal("partners/aster/users/wei", decided.Case.Decider);
        // Its holdback of three days is over.
        Assert.Equal((400, 0), await CoinsAsync(aster, ann));
        Assert.True((await wei.Cases.DecideCaseAsync(deciding)).Replayed);
        var refusal = await RefusalAsync(
            () => wei.Cases.DecideCaseAsync(RisksMade.Deciding(open.Name, CaseState.AgainstMember)).ResponseAsync);
        Assert.Equal((ErrorReason.CaseDecided, "FOR_MEMBER"), (refusal.Reason, refusal.Metadata["state"]));
        Assert.Empty((await aster.Cases.ListCasesAsync(new() { Program = Program, OpenOnly = true })).Cases);
        var all = (await aster.Cases.ListCasesAsync(new() { Program = Program })).Cases;
        Assert.Equal(decided.Case, Assert.Single(all));
        await alliance.AssertBooksAsync();
        alliance.Deployment.Errors.AssertNone();
    }

    /// <summary>What the order earned is taken back, what paid it stays; a return afterwards takes no coins
    /// again.</summary>
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task HeldOrder_DecidedAgainstTheMember_KeepsNothingItEarned(DatabaseKind kind)
    {
        await using var alliance = new Alliance(await Deployment.OnAsync(kind));
        var (aster, wei, ann) = await GivenAsync(alliance);
        var held = await RisksMade.HeldAsync(aster, Program, ann, () => Order(5_000, 4));
        // A part comes back while it is held, and a part after it was decided.
        await aster.Checkout.ReturnOrderAsync(Returning(held.OrderName, "1"));
        Assert.Equal((0, 350), await CoinsAsync(aster, ann));
        var name = CaseOf(held);
        Assert.Equal(150, Assert.Single((await aster.Cases.GetCaseAsync(new() { Name = name })).Case.Coins).Units);

        var decided = await wei.Cases.DecideCaseAsync(RisksMade.Deciding(name, CaseState.AgainstMember));
        Assert.Empty(decided.Case.Coins);
        Assert.Equal((0, 200), await CoinsAsync(aster, ann));
        await aster.Checkout.AdvanceOrderAsync(new() { Name = held.OrderName, State = OrderState.Completed });
        var back = await aster.Checkout.ReturnOrderAsync(Returning(held.OrderName, "2"));
        Assert.Equal((5_000, 0), (back.Back.MinorUnits, back.Back.Awards.Count));
        await AdvanceAsync(alliance, days: 4);
        Assert.Equal((200, 0), await CoinsAsync(aster, ann));
        await alliance.AssertBooksAsync();
        alliance.Deployment.Errors.AssertNone();
    }

    /// <summary>Nobody decides: after seven days it is decided for the member.</summary>
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Case_AfterItsDeadline_IsDecidedForTheMember(DatabaseKind kind)
    {
        await using var alliance = new Alliance(await Deployment.OnAsync(kind));
        var (aster, _, ann) = await GivenAsync(alliance);
        var name = CaseOf(await RisksMade.HeldAsync(aster, Program, ann, () => Order(20_000)));
        Assert.Empty((await aster.Cases.ListCasesAsync(new() { Program = Program, DueSoon = true })).Cases);
        await AdvanceAsync(alliance, days: 6);
        Assert.Equal(name, Assert.Single((await aster.Cases.ListCasesAsync(
            new() { Program = Program, DueSoon = true })).Cases).Name);
        await Task.Delay(1500, TestContext.Current.CancellationToken);
        Assert.Equal(CaseState.Open, (await aster.Cases.GetCaseAsync(new() { Name = name })).Case.State);
        await AdvanceAsync(alliance, days: 8);
        var since = System.Diagnostics.Stopwatch.StartNew();
        Case found;
        while ((found = (await aster.Cases.GetCaseAsync(new() { Name = name })).Case).State == CaseState.Open)
        {
            Assert.True(since.Elapsed < TimeSpan.FromSeconds(20), "It is still open.");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
        Assert.Empty((await aster.Cases.ListCasesAsync(new() { Program = Program, DueSoon = true })).Cases);
        Assert.Equal((CaseState.ForMember, "", ""), (found.State, found.Reason, found.Decider));
        Assert.Equal((400, 0), await CoinsAsync(aster, ann));
        await alliance.AssertBooksAsync();
        alliance.Deployment.Errors.AssertNone();
    }

    /// <summary>Cancelled while it is held, the case is closed; another brand has no such case; the member learns
    /// nothing of it.</summary>
    [Fact]
    public async Task Case_OfACancelledOrder_IsClosed()
    {
        await using var alliance = await Alliance.StartAsync();
        var (aster, wei, ann) = await GivenAsync(alliance);
        var birch = await alliance.GivenPartnerAsync("birch");
        var yan = await alliance.GivenPersonAsync("birch", birch, "yan");
        var held = await RisksMade.HeldAsync(aster, Program, ann, () => Order(20_000));
        var name = CaseOf(held);
        Assert.Equal(
            ErrorReason.CaseNotFound,
            (await RefusalAsync(() => birch.Cases.GetCaseAsync(new() { Name = name }).ResponseAsync)).Reason);
        Assert.Equal(ErrorReason.CaseNotFound, (await RefusalAsync(() => yan.Cases.DecideCaseAsync(
            RisksMade.Deciding(name, CaseState.AgainstMember)).ResponseAsync)).Reason);

        await aster.Checkout.CancelOrderAsync(new() { Name = held.OrderName });
        Assert.Equal(CaseState.Closed, (await aster.Cases.GetCaseAsync(new() { Name = name })).Case.State);
        Assert.Equal("CLOSED", (await RefusalAsync(() => wei.Cases.DecideCaseAsync(
            RisksMade.Deciding(name, CaseState.ForMember)).ResponseAsync)).Metadata["state"]);
        Assert.Empty((await aster.Cases.ListCasesAsync(new() { Program = Program, OpenOnly = true })).Cases);
        Assert.Equal((0, 200), await CoinsAsync(aster, ann));
        // The device is counted for the first order alone again.
        var next = await PlaceAsync(aster, ann, o => o.DeviceHash = RisksMade.Hash(1));
        Assert.Equal(2, Assert.Single(next.Evaluation.Risks).Counted);
        await alliance.AssertBooksAsync();
        alliance.Deployment.Errors.AssertNone();
    }

    /// <summary>Eight people decide at two nodes at once: one decision counts.</summary>
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Case_DecidedByManyAtOnce_IsDecidedOnce(DatabaseKind kind)
    {
        var nodes = kind == DatabaseKind.Sqlite ? 1 : 2;
        await using var alliance = new Alliance(await Deployment.NodesAsync(nodes, kind));
        var (aster, wei, ann) = await GivenAsync(alliance);
        var other = await alliance.GivenPersonAsync(
            "aster", await alliance.GivenCredentialAsync("aster", CredentialRole.PartnerAdmin, nodes - 1), "xia");
        var held = await RisksMade.HeldAsync(aster, Program, ann, () => Order(20_000));
        var verdicts = await Task.WhenAll(Enumerable.Range(0, 8).Select(async n =>
        {
            var verdict = n % 3 == 0 ? CaseState.AgainstMember : CaseState.ForMember;
            try
            {
                await (n % 2 == 0 ? wei : other).Cases.DecideCaseAsync(RisksMade.Deciding(CaseOf(held), verdict));
                return verdict;
            }
            catch (RefusedException e) when (e.Refusal.Reason == ErrorReason.CaseDecided)
            {
                return CaseState.Unspecified;
            }
        }));
        var counts = Assert.Single(verdicts, v => v != CaseState.Unspecified);
        Assert.Equal(counts, (await aster.Cases.GetCaseAsync(new() { Name = CaseOf(held) })).Case.State);
        await AdvanceAsync(alliance, days: 4);
        Assert.Equal((counts == CaseState.ForMember ? 400 : 200, 0), await CoinsAsync(aster, ann));
        await alliance.AssertBooksAsync();
        alliance.Deployment.Errors.AssertNone();
    }

    /// <summary>Three orders of a payer a day, to the unit, however many come at once; a cancelled one makes
    /// room.</summary>
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Payer_WithManyOrdersAtOnce_IsRefusedAfterTheThird(DatabaseKind kind)
    {
        await using var alliance = new Alliance(await Deployment.OnAsync(kind));
        var (aster, _, ann) = await GivenAsync(alliance);
        var bob = await Alliance.GivenMemberAsync(aster, "bob");
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 12).Select(
            n => TryAsync(n % 2 == 0 ? ann : bob)));
        Assert.Equal(3, outcomes.Count(o => o.Placed is not null));
        Assert.All(outcomes, o => Assert.True(o.Placed is not null || o.Refusal?.Reason == ErrorReason.RiskRefused));
        Assert.Equal(3 * 10, await TotalAsync());
        var refusal = (await TryAsync(ann)).Refusal!;
        Assert.Equal(
            ("payer", "Too much of one payer", "4"),
            (refusal.Metadata["rule"], refusal.Metadata["title"], refusal.Metadata["counted"]));
        Assert.Equal(3 * 10, await TotalAsync());

        await aster.Checkout.CancelOrderAsync(
            new() { Name = outcomes.Select(o => o.Placed).OfType<PlaceOrderResponse>().First().OrderName });
        Assert.NotNull((await TryAsync(bob)).Placed);
        Assert.NotNull((await TryAsync(bob)).Refusal);
        // Without a payer nothing is counted.
        await PlaceAsync(aster, ann, _ => { });
        await alliance.AssertBooksAsync();
        alliance.Deployment.Errors.AssertNone();

        async Task<(PlaceOrderResponse? Placed, Refusal? Refusal)> TryAsync(string member)
        {
            try
            {
                return (await PlaceAsync(aster, member, o => o.PayerHash = RisksMade.Hash(7)), null);
            }
            catch (RefusedException e)
            {
                return (null, e.Refusal);
            }
        }

        async Task<long> TotalAsync()
        {
            var sum = 0L;
            foreach (var member in new[] { ann, bob })
                sum += (await CoinsAsync(aster, member)).Pending;
            return sum;
        }
    }

    private async Task<(FederationClient Aster, FederationClient Wei, string Ann)> GivenAsync(Alliance alliance)
    {
        var aster = await alliance.GivenPartnerAsync("aster");
        var second = await alliance.GivenCredentialAsync("aster", CredentialRole.PartnerAdmin);
        var terms = ProgramsMade.Terms("aster");
        terms.HoldbackDays = 3;
        RisksMade.AddTo(terms);
        begin = await ProgramsMade.InForceAsync("aster", aster, second, terms);
        return (
            aster, await alliance.GivenPersonAsync("aster", aster, "wei"),
            await Alliance.GivenMemberAsync(aster, "ann"));
    }

    private Order Order(long minorUnits, int quantity = 1)
    {
        var order = ProgramsMade.Order("aster", begin);
        order.EventId = $"{Interlocked.Increment(ref number)}";
        (order.Lines[0].ListMinorUnits, order.Lines[0].Quantity) = (minorUnits, quantity);
        return order;
    }

    private async Task<PlaceOrderResponse> PlaceAsync(FederationClient till, string member, Action<Order> more)
    {
        var order = Order(1_000);
        order.Member = member;
        more(order);
        return await till.Checkout.PlaceOrderAsync(
            new() { Program = Program, Order = order, State = OrderState.Paid });
    }

    private static ReturnOrderRequest Returning(string order, string id) => new()
    {
        Name = order,
        ReturnId = id,
        Lines = { new ReturnedLine { Number = 1, Quantity = 1 } },
    };

    private static string CaseOf(PlaceOrderResponse placed) =>
        placed.OrderName.Replace("/orders/", "/cases/", StringComparison.Ordinal);

    private async Task AdvanceAsync(Alliance alliance, int days) =>
        await alliance.Admin.Clock.AdvanceClockAsync(new()
        {
            RequestId = RequestIds.New(),
            Now = begin + Duration.FromTimeSpan(TimeSpan.FromDays(days)),
        });

    /// <summary>What can be spent; and what waits for the end of its holdback, or is held.</summary>
    private static async Task<(long Available, long Pending)> CoinsAsync(FederationClient aster, string member)
    {
        var wallet = (await aster.Ledger.GetWalletAsync(new() { Name = $"{member}/wallets/aster" })).Wallet;
        return (wallet.AvailableUnits, wallet.PendingUnits);
    }

    private static async Task<Refusal> RefusalAsync(Func<Task> call) =>
        (await Assert.ThrowsAsync<RefusedException>(call)).Refusal;
}
