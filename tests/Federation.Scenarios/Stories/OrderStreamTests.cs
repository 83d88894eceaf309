using Federation.Client;
using Federation.Partners.V1;
using Federation.Programs.V1;
using Federation.Testing;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Call = Grpc.Core.AsyncDuplexStreamingCall<
    Federation.Programs.V1.StreamOrdersRequest, Federation.Programs.V1.StreamOrdersResponse>;
using DatabaseKind = Federation.Hosting.DatabaseKind;

namespace Federation.Scenarios;

/// <summary>Streams of orders, through the gateway.</summary>
public sealed class OrderStreamTests
{
    private const string Program = "partners/aster/programs/main";
    private const int Price = 1_000;
    private const int Coins = 10;
    private Timestamp now = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<DatabaseKind> Databases => [.. TestDatabase.Kinds];

    /// <summary>A thousand orders, one in ten wrong. The connection is cut after four hundred answers, and all are sent
    /// again.</summary>
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Orders_StreamedAgainAfterACut_ArePlacedOnce(DatabaseKind kind)
    {
        const int orders = 1_000, cut = 400, buyers = 21;
        await using var alliance = new Alliance(await Deployment.OnAsync(kind));
        var aster = await GivenProgramAsync(alliance);
        var members = await MembersAsync(aster, buyers);
        var all = Enumerable.Range(0, orders).Select(i => Placing(members[i % buyers], $"{i}", wrong: i % 10 == 7))
            .ToList();

        var first = new Dictionary<string, StreamOrdersResponse>(StringComparer.Ordinal);
        using (var call = aster.Checkout.StreamOrders(cancellationToken: Cancel))
        {
            var sending = Record.ExceptionAsync(() => SendAsync(call, all));
            while (first.Count < cut && await call.ResponseStream.MoveNext(Cancel))
                first.Add(call.ResponseStream.Current.EventId, call.ResponseStream.Current);
            call.Dispose();
            await sending;
        }
        var second = (await ExchangeAsync(aster, all)).ToDictionary(a => a.EventId, StringComparer.Ordinal);

        Assert.Equal(orders, second.Count);
        Assert.All(second.Values, a => Assert.Equal(int.Parse(a.EventId) + 1, a.Number));
        Assert.All(second.Values, a => Assert.Equal(
            int.Parse(a.EventId) % 10 == 7 ? "TENDERS_NOT_TOTAL" : "", ReasonOf(a.Result)));
        foreach (var (id, before) in first.Where(a => a.Value.Result.Placed is not null))
        {
            Assert.True(second[id].Result.Placed.Replayed);
            Assert.Equal(before.Result.Placed.Journal, second[id].Result.Placed.Journal);
        }
        Assert.Distinct(second.Values.Select(a => a.Result.Placed?.Journal).OfType<string>());
        var placed = second.Values.Where(a => a.Result.Placed is not null)
            .CountBy(a => members[int.Parse(a.EventId) % buyers]).ToDictionary();
        foreach (var member in members)
            Assert.Equal(
                Coins * placed.GetValueOrDefault(member), await Alliance.BalanceOfAsync(aster, "aster", member));
        await alliance.AssertBooksAsync();
        alliance.Deployment.Errors.AssertNone();
    }

    /// <summary>What an order counts is there when the member's next one is decided.</summary>
    [Fact]
    public async Task Orders_OfOneMember_AreDecidedInTheirOrder()
    {
        await using var alliance = await Alliance.StartAsync();
        var aster = await GivenProgramAsync(alliance);
        var members = await MembersAsync(aster, 3);
        var answers = await ExchangeAsync(
            aster, [.. Enumerable.Range(0, 90).Select(i => Placing(members[i % 3], $"{i}"))]);
        Assert.All(answers, a => Assert.Equal(
            int.Parse(a.EventId) / 3 * Price, a.Result.Placed.Evaluation.Tiers.Single().Counted));
        alliance.Deployment.Errors.AssertNone();
    }

    /// <summary>Within a second or so its stream ends; what it was told before stays.</summary>
    [Fact]
    public async Task Stream_OfARevokedCredential_Ends()
    {
        await using var alliance = await Alliance.StartAsync();
        var aster = await GivenProgramAsync(alliance);
        var made = await alliance.NewCredentialAsync("aster", CredentialRole.PartnerService);
        var till = alliance.Deployment.With(made.Credential.ClientId, made.ClientSecret);
        var member = (await MembersAsync(aster, 1))[0];
        using var call = till.Checkout.StreamOrders(cancellationToken: Cancel);
        await AskAsync(call, Placing(member, "0"));
        await aster.Credentials.RevokeCredentialAsync(
            new() { RequestId = RequestIds.New(), Name = made.Credential.Name });

        var answered = 1;
        var ended = await Assert.ThrowsAnyAsync<RpcException>(async () =>
        {
            for (; ; answered++)
                await AskAsync(call, Placing(member, $"{answered}"));
        });
        Assert.Equal(
            (Grpc.Core.StatusCode.Unauthenticated, "TOKEN_INVALID"),
            (ended.StatusCode, ended.GetRpcStatus()!.GetDetail<ErrorInfo>()!.Reason));
        Assert.Equal(answered * Coins, await Alliance.BalanceOfAsync(aster, "aster", member));
        alliance.Deployment.Errors.AssertNone();
    }

    /// <summary>A suspended brand's orders are refused one by one, and its stream goes on.</summary>
    [Fact]
    public async Task Stream_OfASuspendedBrand_GoesOnWhenTheBrandDoes()
    {
        await using var alliance = await Alliance.StartAsync();
        var aster = await GivenProgramAsync(alliance);
        using var call = aster.Checkout.StreamOrders(cancellationToken: Cancel);
        var order = 0;
        Assert.Equal("", await ReasonAsync());
        await alliance.Admin.Partners.SuspendPartnerAsync(
            new() { RequestId = RequestIds.New(), Name = "partners/aster" });
        while (await ReasonAsync() is { Length: 0 })
            Cancel.ThrowIfCancellationRequested();
        Assert.Equal("PARTNER_SUSPENDED", await ReasonAsync());
        await alliance.Admin.Partners.ResumePartnerAsync(
            new() { RequestId = RequestIds.New(), Name = "partners/aster" });
        while (await ReasonAsync() is { Length: > 0 })
            Cancel.ThrowIfCancellationRequested();
        alliance.Deployment.Errors.AssertNone();

        async Task<string> ReasonAsync() => ReasonOf((await AskAsync(call, Placing("", $"{order++}"))).Result);
    }

    /// <summary>The stream of a caller that takes no answers is not read either; others are served, and once it takes
    /// them, all is done.</summary>
    [Fact]
    public async Task Stream_WhoseCallerReadsNothing_IsNotReadEither()
    {
        const int orders = 2_000, tries = 20;
        await using var alliance = await Alliance.StartAsync();
        var aster = await GivenProgramAsync(alliance);
        var members = await MembersAsync(aster, 40);
        using var call = aster.Checkout.StreamOrders(cancellationToken: Cancel);
        var sending = SendAsync(call, Enumerable.Range(0, orders).Select(i => Placing(members[i % 40], $"{i}")));

        var (placed, still) = (0L, 0);
        while (still < tries)
        {
            await Task.Delay(100, Cancel);
            var more = await PlacedAsync();
            still = more == placed && more > 0 ? still + 1 : 0;
            placed = more;
        }
        Assert.InRange(placed, 200, orders / 2);
        await aster.Checkout.PlaceOrderAsync(Placing("", "another"));

        var answers = new List<StreamOrdersResponse>();
        while (await call.ResponseStream.MoveNext(Cancel))
            answers.Add(call.ResponseStream.Current);
        await sending;
        Assert.Equal(orders, answers.Count(a => a.Result.Placed is { Replayed: false }));
        Assert.Equal(orders, await PlacedAsync());
        TestContext.Current.TestOutputHelper?.WriteLine($"{placed} orders were placed that nobody heard of.");
        alliance.Deployment.Errors.AssertNone();

        async Task<long> PlacedAsync() => (await aster.Ledger.GetCoinTotalsAsync(new() { Coin = "coins/aster" }))
            .Totals.EarnedUnits / Coins;
    }

    [Fact]
    public async Task Streams_OfOnePrincipal_AreLimited()
    {
        const int most = 8;
        await using var alliance = await Alliance.StartAsync();
        var aster = await GivenProgramAsync(alliance);
        var open = new List<Call>();
        for (var i = 0; i < most; i++)
        {
            open.Add(aster.Checkout.StreamOrders(cancellationToken: Cancel));
            await AskAsync(open[i], Placing("", $"{i}"));
        }
        using var more = aster.Checkout.StreamOrders(cancellationToken: Cancel);
        var refused = await Assert.ThrowsAnyAsync<RpcException>(() => more.ResponseStream.MoveNext(Cancel));
        Assert.Equal(
            (Grpc.Core.StatusCode.ResourceExhausted, "RATE_LIMITED"),
            (refused.StatusCode, refused.GetRpcStatus()!.GetDetail<ErrorInfo>()!.Reason));
        Assert.Equal("", ReasonOf((await AskAsync(open[0], Placing("", "again"))).Result));
        open.ForEach(c => c.Dispose());
        alliance.Deployment.Errors.AssertNone();
    }

    private static async Task SendAsync(Call call, IEnumerable<PlaceOrderRequest> all)
    {
        foreach (var order in all)
            await call.RequestStream.WriteAsync(new StreamOrdersRequest { Order = order }, Cancel);
        await call.RequestStream.CompleteAsync();
    }

    /// <summary>Sends orders over one stream while it reads the answers, to the end.</summary>
    private static async Task<List<StreamOrdersResponse>> ExchangeAsync(
        FederationClient till, IReadOnlyList<PlaceOrderRequest> all)
    {
        using var call = till.Checkout.StreamOrders(cancellationToken: Cancel);
        var sending = SendAsync(call, all);
        var answers = new List<StreamOrdersResponse>();
        while (await call.ResponseStream.MoveNext(Cancel))
            answers.Add(call.ResponseStream.Current);
        await sending;
        return answers;
    }

    /// <summary>Sends one order and waits for what it came to.</summary>
    private static async Task<StreamOrdersResponse> AskAsync(Call call, PlaceOrderRequest order)
    {
        // Where the stream has ended, the writing may fail of it; the reading says why.
        await Record.ExceptionAsync(
            () => call.RequestStream.WriteAsync(new StreamOrdersRequest { Order = order }, Cancel));
        Assert.True(await call.ResponseStream.MoveNext(Cancel));
        Assert.Equal(order.Order.EventId, call.ResponseStream.Current.EventId);
        return call.ResponseStream.Current;
    }

    private static string ReasonOf(PlacedOrderResult result) =>
        result.Refusal is null ? "" : result.Refusal.GetDetail<ErrorInfo>()!.Reason;

    private PlaceOrderRequest Placing(string member, string id, bool wrong = false)
    {
        var order = ProgramsMade.Order("aster", now);
        (order.EventId, order.Member) = (id, member);
        order.Lines[0].ListMinorUnits = Price;
        order.Tenders.Add(new Tender { Kind = TenderKind.Money, MinorUnits = wrong ? 1 : Price });
        return new PlaceOrderRequest { Program = Program, Order = order };
    }

    private static async Task<List<string>> MembersAsync(FederationClient aster, int count)
    {
        var members = new List<string>();
        for (var i = 0; i < count; i++)
            members.Add(await Alliance.GivenMemberAsync(aster, $"member{i}"));
        return members;
    }

    /// <summary>A coin a yuan, and levels by money.</summary>
    private async Task<FederationClient> GivenProgramAsync(Alliance alliance)
    {
        var aster = await alliance.GivenPartnerAsync("aster");
        var second = await alliance.GivenCredentialAsync("aster", CredentialRole.PartnerAdmin);
        var terms = ProgramsMade.Terms("aster");
        terms.TierSchemes.Add(ProgramsMade.Club());
        now = await ProgramsMade.InForceAsync("aster", aster, second, terms);
        return aster;
    }
}
