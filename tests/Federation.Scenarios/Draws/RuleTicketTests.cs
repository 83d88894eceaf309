using Federation.Client;
using Federation.Partners.V1;
using Federation.Programs.V1;
using Federation.Rewards.V1;
using Federation.Rules;
using Federation.Testing;
using DatabaseKind = Federation.Hosting.DatabaseKind;

namespace Federation.Scenarios;

/// <summary>Tickets that rules give with orders and events, through the gateway.</summary>
public sealed class RuleTicketTests
{
    private const string Program = EventsMade.Program;
    private const string Value = "41,250.50";

    public static TheoryData<DatabaseKind> Databases => [.. TestDatabase.Kinds];

    /// <summary>An order gives two tickets from 50 yuan on, an event one; what is returned before closing takes no
    /// part, and what is returned later is owed.</summary>
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Tickets_ByOrdersAndEvents_TakePartUntilTheyAreReturned(DatabaseKind kind)
    {
        await using var alliance = new Alliance(await Deployment.OnAsync(kind));
        var (aster, second, draw) = await GivenAsync(alliance);
        var (ann, bob) = (
            await Alliance.GivenMemberAsync(aster, "ann"), await Alliance.GivenMemberAsync(aster, "bob"));
        var sold = await PlaceAsync(aster, ann, 6);
        Assert.Equal((2, "", draw), (sold.Tickets[0].Tickets, sold.Tickets[0].NotGiven, sold.Tickets[0].Draw));
        var happened = EventsMade.Reporting(ann, "1", await TimeAsync(aster), EventKind.Named);
        var walked = await aster.Events.ReportEventAsync(happened);
        Assert.Equal((1, ""), (walked.Tickets[0].Tickets, walked.Tickets[0].NotGiven));
        Assert.Equal(walked.Tickets, (await aster.Events.ReportEventAsync(happened)).Tickets);
        // Not yet earned, and then.
        var paid = await PlaceAsync(aster, bob, 6, OrderState.Placed);
        Assert.Empty(paid.Tickets);
        var earned = await aster.Checkout.AdvanceOrderAsync(new()
        {
            Name = paid.OrderName,
            State = OrderState.Completed,
        });
        Assert.Equal(2, earned.Order.Tickets[0].Tickets);
        // One more would be the sixth: the order goes on without.
        var more = await PlaceAsync(aster, ann, 6);
        Assert.Equal((2, ""), (more.Tickets[0].Tickets, more.Tickets[0].NotGiven));
        var most = await PlaceAsync(aster, ann, 6);
        Assert.Equal((0, "DRAW_TICKETS_REACHED"), (most.Tickets[0].Tickets, most.Tickets[0].NotGiven));
        Assert.Equal(7, (await aster.Draws.GetDrawAsync(new() { Name = draw })).Draw.Tickets);

        var back = await ReturnAsync(aster, more.OrderName, "r1", 2);
        Assert.Equal(2, Assert.Single(back.Back.TicketsVoided).Tickets);
        Assert.Empty((await ReturnAsync(aster, more.OrderName, "r2", 1)).Back.TicketsVoided);
        await DrawsMade.PassAsync(alliance, TimeSpan.FromHours(2));
        // Nobody enters, and nobody leaves, once the public value may be known.
        var late = await PlaceAsync(aster, bob, 6);
        Assert.Equal((0, "DRAW_NOT_OPEN"), (late.Tickets[0].Tickets, late.Tickets[0].NotGiven));
        var owed = await ReturnAsync(aster, sold.OrderName, "r1", 6);
        Assert.Equal(
            (0, 2), (owed.Back.TicketsVoided.Count, Assert.Single(owed.Back.TicketsOwed).Tickets));

        var closed = (await aster.Draws.CloseDrawAsync(DrawsMade.Closing(draw))).Draw;
        Assert.Equal((DrawState.Closed, 5L), (closed.State, closed.Tickets));
        foreach (var (member, tickets) in new[] { (ann, 3), (bob, 2) })
        {
            var proof = await aster.Draws.GetDrawProofAsync(new() { Name = draw, Member = member });
            Assert.Equal(tickets, proof.Proofs.Count);
            Assert.All(proof.Proofs, p => Assert.True(TicketTree.Proves(
                closed.Root.Span, closed.Tickets, p.Number, proof.Pseudonym.Span,
                [.. p.Siblings.Select(s => s.ToByteArray())])));
        }
        await aster.Draws.ProposeRevealAsync(DrawsMade.Proposing(draw, Value));
        await second.Draws.RevealDrawAsync(DrawsMade.Revealing(draw, Value));
        Assert.True(DrawCheck.Of(await DrawsMade.PublishedAsync(aster, draw)).Proves);
        await alliance.AssertBooksAsync();
        alliance.Deployment.Errors.AssertNone();
    }

    /// <summary>Coins that paid for an order are no price of a ticket.</summary>
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Draw_Cancelled_LeavesWhatOrdersHavePaid(DatabaseKind kind)
    {
        await using var alliance = new Alliance(await Deployment.OnAsync(kind));
        var (aster, _, draw) = await GivenAsync(alliance);
        var ann = await Alliance.GivenMemberAsync(aster, "ann");
        await Alliance.EarnAsync(aster, "aster", ann, 1000);
        var order = Order(ann, 6, await TimeAsync(aster));
        order.Tenders.Add(new Tender { Kind = TenderKind.Coins, MinorUnits = 1000, CoinUnits = 100 });
        order.Tenders.Add(new Tender { Kind = TenderKind.Money, MinorUnits = 5000 });
        var placed = await aster.Checkout.PlaceOrderAsync(new() { Program = Program, Order = order });
        Assert.Equal(2, placed.Tickets[0].Tickets);
        var coins = await Alliance.BalanceOfAsync(aster, "aster", ann);
        var cancelled = (await aster.Draws.CancelDrawAsync(DrawsMade.Cancelling(draw))).Draw;
        Assert.Equal((DrawState.Cancelled, 2L, 0L), (cancelled.State, cancelled.Tickets, cancelled.RefundsRefused));
        Assert.Equal(coins, await Alliance.BalanceOfAsync(aster, "aster", ann));
        // There is no ticket to give back.
        var back = await ReturnAsync(aster, placed.OrderName, "r", 6);
        Assert.Equal((1, 0), (back.Back.TicketsVoided.Count, back.Back.TicketsOwed.Count));
        await alliance.AssertBooksAsync();
        alliance.Deployment.Errors.AssertNone();
    }

    [Fact]
    public async Task Tickets_OfADrawThatThereIsNot_DoNotStopTheOrder()
    {
        await using var alliance = await Alliance.StartAsync();
        var (aster, _, _) = await GivenAsync(alliance, "autumn");
        var placed = await PlaceAsync(aster, await Alliance.GivenMemberAsync(aster, "ann"), 6);
        Assert.Equal((0, "DRAW_NOT_FOUND"), (placed.Tickets[0].Tickets, placed.Tickets[0].NotGiven));
        alliance.Deployment.Errors.AssertNone();
    }

    /// <summary>Orders at three nodes while the closing time comes: each is placed, and what it tells of its tickets is
    /// what takes part.</summary>
    [Fact]
    public async Task Orders_WhileTheDrawCloses_AreAllPlacedAndTellTheirTickets()
    {
        await using var nodes = await ThreeNodes.StartAsync(DatabaseKind.Postgres);
        var aster = nodes.Aster[0];
        var draw = await DrawsMade.OpenAsync(aster, "spring", "aster", 0, t => t.TicketsPerMember = 100);
        await ProgramsMade.InForceAsync("aster", aster, nodes.Aster[1], Terms("spring"));
        var members = new List<string>();
        for (var i = 0; i < 6; i++)
            members.Add(await Alliance.GivenMemberAsync(aster, $"member{i}"));
        var time = await TimeAsync(aster);
        var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var placing = members.Select((member, i) => Task.Run(async () =>
        {
            var tickets = 0;
            for (var order = 0; order < 8; order++)
            {
                var placed = await nodes.Aster[i % ThreeNodes.Count].Checkout.PlaceOrderAsync(
                    new() { Program = Program, Order = Order(member, 6, time) });
                Assert.Equal(placed.Tickets[0].Tickets == 0, placed.Tickets[0].NotGiven == "DRAW_NOT_OPEN");
                tickets += placed.Tickets[0].Tickets;
                first.TrySetResult();
            }
            return tickets;
        })).ToList();
        await Task.WhenAny([first.Task, .. placing]);
        await DrawsMade.PassAsync(nodes.Alliance, TimeSpan.FromHours(1));
        var closed = (await aster.Draws.CloseDrawAsync(DrawsMade.Closing(draw))).Draw;
        var given = await Task.WhenAll(placing);
        Assert.Equal((DrawState.Closed, given.Sum()), (closed.State, closed.Tickets));
        for (var i = 0; i < members.Count; i++)
            Assert.Equal(given[i], await CountAsync(aster, draw, members[i]));
        await nodes.AssertWellAsync();
    }

    private static async Task<int> CountAsync(FederationClient brand, string draw, string member) =>
        (await brand.Draws.GetDrawProofAsync(new() { Name = draw, Member = member, PageSize = 100 })).Proofs.Count;

    private static async Task<(FederationClient Aster, FederationClient Second, string Draw)> GivenAsync(
        Alliance alliance, string named = "spring")
    {
        var aster = await alliance.GivenPartnerAsync("aster");
        var second = await alliance.GivenCredentialAsync("aster", CredentialRole.PartnerAdmin);
        var draw = await DrawsMade.OpenAsync(aster, "spring", "aster", 0);
        await ProgramsMade.InForceAsync("aster", aster, second, Terms(named));
        return (aster, second, draw);
    }

    /// <summary>Two tickets for an order of 50 yuan, one for a walk.</summary>
    private static RuleSetTerms Terms(string draw)
    {
        var terms = ProgramsMade.Terms("aster");
        terms.CoinPayment = new CoinPayment { Units = 10, MinorUnits = 100, MaximumShareBasisPoints = 10_000 };
        terms.Rules.Add(new Rule
        {
            Id = "tickets",
            Title = new LocalizedText { En = "Tickets", ZhCn = "奖券" },
            Condition = new Condition { Basket = new BasketMoney { AtLeastMinorUnits = 5000 } },
            Effects = { Tickets(draw, 2) },
        });
        var walk = EventsMade.On(
            "walk", new EventType { Kind = EventKind.Named, Name = "walk" }, Tickets(draw, 1));
        walk.Limits.Add(new Limit { Per = Per.Member, Period = Period.Day, Of = LimitedBy.Times, AtMost = 9 });
        terms.Rules.Add(walk);
        return terms;
    }

    private static Effect Tickets(string draw, int tickets) =>
        new() { Tickets = new GrantTickets { Draw = draw, Tickets = tickets } };

    private static Order Order(string member, int quantity, Google.Protobuf.WellKnownTypes.Timestamp time)
    {
        var order = ProgramsMade.Order("aster", time);
        (order.Member, order.Lines[0].Quantity) = (member, quantity);
        return order;
    }

    private static async Task<PlaceOrderResponse> PlaceAsync(
        FederationClient brand, string member, int quantity, OrderState state = OrderState.Completed) =>
        await brand.Checkout.PlaceOrderAsync(new()
        {
            Program = Program,
            Order = Order(member, quantity, await TimeAsync(brand)),
            State = state,
        });

    private static async Task<ReturnOrderResponse> ReturnAsync(
        FederationClient brand, string order, string id, int quantity) => await brand.Checkout.ReturnOrderAsync(new()
        {
            Name = order,
            ReturnId = id,
            Lines = { new ReturnedLine { Number = 1, Quantity = quantity } },
        });

    private static async Task<Google.Protobuf.WellKnownTypes.Timestamp> TimeAsync(FederationClient brand) =>
        (await brand.Clock.GetClockAsync(new())).Clock.Now;
}
