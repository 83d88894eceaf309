using Federation.Errors.V1;
using Federation.Programs.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Federation.Cli.Tests;

/// <summary>What each verb of <c>federation orders</c> sends, as whom, and what it shows.</summary>
public sealed class OrderVerbTests : IAsyncLifetime
{
    private const string Id = "01900000-0000-8000-8000-00000000000b";
    private const string Json = """
        { "source": "till-7", "eventId": "4711", "member": "17850", "merchant": "partners/aster/merchants/till",
          "lines": [ { "number": 1, "sku": "tea", "quantity": 2, "listMinorUnits": "4500" },
                     { "number": 2, "sku": "cup", "quantity": 1, "listMinorUnits": "1000" } ],
          "deliveryMinorUnits": "500" }
        """;

    private readonly string file = Path.GetTempFileName();
    private ScriptedAlliance alliance = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        alliance = await ScriptedAlliance.StartAsync();
        await File.WriteAllTextAsync(file, Json);
    }

    public ValueTask DisposeAsync()
    {
        File.Delete(file);
        return alliance.DisposeAsync();
    }

    /// <summary>The verb with its arguments, the request, and a cell that is shown.</summary>
    public static TheoryData<string, IMessage, string> Verbs => new()
    {
        {
            "evaluate FILE --program aster/main",
            new EvaluateOrderRequest { Program = ScriptedPrograms.Main, Order = Order() }, "Base: 72 coins."
        },
        {
            "evaluate FILE --program aster/main --misses --offer --language zh",
            new EvaluateOrderRequest
            {
                Program = ScriptedPrograms.Main,
                Order = Order(),
                WithMisses = true,
                WithOffer = true,
            },
            "满额:还差。"
        },
        {
            $"evaluate FILE --program {ScriptedPrograms.Main} --rule-set aster/main/3",
            new EvaluateOrderRequest
            {
                Program = ScriptedPrograms.Main,
                Order = Order(),
                RuleSet = ScriptedPrograms.Main + "/ruleSets/3",
            },
            "gold"
        },
        {
            "place FILE --program aster/main",
            new PlaceOrderRequest
            {
                Program = ScriptedPrograms.Main,
                Order = Order(),
                State = OrderState.Completed,
            },
            ScriptedCheckout.Order
        },
        {
            "place FILE --program aster/main --state placed --offer b2ZmZXI --accept-changes",
            new PlaceOrderRequest
            {
                Program = ScriptedPrograms.Main,
                Order = Order(),
                State = OrderState.Placed,
                Offer = "b2ZmZXI",
                AcceptChanges = true,
            },
            ScriptedCheckout.Order
        },
        {
            $"advance aster/main/{Id} --to paid",
            new AdvanceOrderRequest { Name = Named(Id), State = OrderState.Paid }, "completed"
        },
        {
            $"advance {Named(Id)} --to delivered --at 1970-01-02",
            new AdvanceOrderRequest
            {
                Name = Named(Id),
                State = OrderState.Delivered,
                StepTime = new Timestamp { Seconds = 86_400 },
            },
            "r1"
        },
        { $"cancel aster/main/{Id}", new CancelOrderRequest { Name = Named(Id) }, "can be used again" },
        {
            "return --program aster/main --source till-7 --event-id 4711 --id r1 --line 1=2 --line 2=1",
            new ReturnOrderRequest
            {
                Name = ScriptedCheckout.Order,
                ReturnId = "r1",
                Lines =
                {
                    new ReturnedLine { Number = 1, Quantity = 2 }, new ReturnedLine { Number = 2, Quantity = 1 },
                },
            },
            "the brand"
        },
        {
            $"return aster/main/{Id} --id r2 --all --at 1970-01-02",
            new ReturnOrderRequest
            {
                Name = Named(Id),
                ReturnId = "r2",
                All = true,
                StepTime = new Timestamp { Seconds = 86_400 },
            },
            "void; it was used before, so the member owes what it gave"
        },
        {
            "show --program aster/main --source till-7 --event-id 4711",
            new GetOrderRequest { Name = ScriptedCheckout.Order }, "1970-01-02 00:00:00"
        },
        { $"explain aster/main/{Id}", new GetOrderRequest { Name = Named(Id) }, "It applies always." },
    };

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Verb_SendsWhatItSays_AsTheBrand(string arguments, IMessage request, string shown)
    {
        var run = await RunAsync(arguments.Split(' '));

        Assert.True(run.Code == ExitCodes.Done, run.Error);
        Assert.Equal(request, alliance.Checkout.Requests.First());
        Assert.Contains(run.Rows, cells => cells.Any(c => c.Contains(shown, StringComparison.Ordinal)));
        Assert.All(alliance.ClientIds, c => Assert.Equal("aster", c));
    }

    [Fact]
    public async Task Evaluate_ShowsLinesDiscountsLevelsAndTheOffer()
    {
        var run = await RunAsync("evaluate", "FILE", "--program", "aster/main", "--misses", "--offer");

        Assert.Contains(
            ["line", "goods", "quantity", "list price", "shop's own", "sale", "free", "to pay (CNY)", "coins"],
            run.Rows);
        Assert.Contains(["1", "tea", "2", "90.00", "-10.00", "-8.00", "72.00", "72 aster"], run.Rows);
        Assert.Contains(["2", "cup", "1", "10.00", "0.00", "10.00"], run.Rows);
        Assert.Contains(["delivery", "5.00", "-4.00", "1.00"], run.Rows);
        Assert.Contains(["all", "105.00", "-10.00", "-8.00", "-4.00", "83.00", "1,172 aster"], run.Rows);
        Assert.Contains(["large", "condition", "basket", "1,700", "Large: more needed."], run.Rows);
        Assert.Contains(["club", "gold", "12,000", "black", "8,000"], run.Rows);
        Assert.Contains(["offer", "b2ZmZXI"], run.Rows);
        Assert.Contains(["good until", "1970-01-01 00:15:00"], run.Rows);
        Assert.Contains(["the order as such", "1,100 aster"], run.Rows);
    }

    [Fact]
    public async Task Evaluate_AsJson_AsksForNothingElse()
    {
        var run = await RunAsync("evaluate", "FILE", "--program", "aster/main", "--json");
        Assert.Equal("8300", run.Json.GetProperty("evaluation").GetProperty("totalMinorUnits").GetString());
        Assert.Empty(alliance.Programs.Requests);
    }

    [Fact]
    public async Task Order_WithATimeAndAName_IsSentAsItIs()
    {
        var order = Order();
        (order.Member, order.OrderTime) = ("members/01900000-0000-7000-8000-00000000000e", new() { Seconds = 7 });
        await File.WriteAllTextAsync(file, JsonFormatter.Default.Format(order), Cancel);
        await RunAsync("place", "FILE", "--program", "aster/main");
        Assert.Equal(order, Assert.IsType<PlaceOrderRequest>(alliance.Checkout.Requests.Single()).Order);
    }

    [Fact]
    public async Task Return_ShowsGoodsMoneyCoinsAndCoupons()
    {
        var run = await RunAsync("return", $"aster/main/{Id}", "--id", "r1", "--all");

        Assert.Contains(["1", "tea", "1"], run.Rows);
        Assert.Contains(["9.00 CNY", "yes"], run.Rows);
        Assert.Contains(["money", "7.00", "the brand"], run.Rows);
        Assert.Contains(["coins", "2.00", "20", "done"], run.Rows);
        Assert.Contains(["base", "coins/aster", "9"], run.Rows);
        Assert.Contains(["coupons/1", "can be used again"], run.Rows);
        Assert.Contains(["coupons/2", "void"], run.Rows);
    }

    [Fact]
    public async Task Show_TellsTheStepsWithWhatCameBack()
    {
        var run = await RunAsync("show", $"aster/main/{Id}");
        Assert.Contains(["state", "completed"], run.Rows);
        Assert.Contains(
            ["1", "completed", "r1", "1970-01-02 00:00:00", "1970-01-02 00:00:00", "9.00", "9", "yes",
                "journals/01900000-0000-7000-8000-000000000002"],
            run.Rows);
        Assert.DoesNotContain("cancelled unless paid", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_OfAnUnpaidOrder_SaysUntilWhen()
    {
        var order = ScriptedCheckout.Placed();
        (order.State, order.UnpaidExpireTime) = (OrderState.Placed, new Timestamp { Seconds = 1800 });
        alliance.Checkout.On<GetOrderRequest, GetOrderResponse>(_ => new() { Order = order });
        var run = await RunAsync("show", $"aster/main/{Id}");
        Assert.Contains(["cancelled unless paid by", "1970-01-01 00:30:00"], run.Rows);
    }

    [Fact]
    public async Task Explain_SaysWhyAndWhichRecordProvesIt()
    {
        var one = ScriptedCheckout.One();
        var run = await RunAsync("explain", $"aster/main/{Id}", "--misses");
        Assert.Contains(["rule set", one.Record.RuleSet], run.Rows);
        Assert.Contains(["digest", Convert.ToHexStringLower(one.Digest.Span)], run.Rows);
        Assert.Contains(["journal", one.Journal], run.Rows);
        Assert.Contains("follows from it", run.Output, StringComparison.Ordinal);
        Assert.Contains(["base", "9 aster", "基础. It applies always."], run.Rows);
        Assert.Contains(
            "9.00 CNY was paid with money and stored value for all goods; 1 for each 1.00 CNY: 9.00 CNY / 1.00 CNY, "
            + "whole steps alone, x 1 = 9.",
            run.Output, StringComparison.Ordinal);
        var json = await RunAsync("explain", $"aster/main/{Id}", "--json", "--save", file);
        Assert.Equal(one, RecordFile.Read(file));
        Assert.Equal(one.Journal, json.Json.GetProperty("journal").GetString());
    }

    [Theory]
    [InlineData("show", "Name one order")]
    [InlineData("show aster/main", "'aster/main' names no order")]
    [InlineData("show aster/main/7", "'aster/main/7' names no order")]
    [InlineData("show aster/main/" + Id + " --event-id 7", "not given together")]
    [InlineData("show --program aster/main --source till-7", "Name one order")]
    [InlineData("show --program aster --source a --event-id b", "BRAND/ID")]
    [InlineData("return aster/main/" + Id + " --id r1", "Say what is returned")]
    [InlineData("return aster/main/" + Id + " --id r1 --all --line 1=1", "Say what is returned")]
    [InlineData("return aster/main/" + Id + " --id r1 --line 1", "LINE=QUANTITY")]
    [InlineData("return aster/main/" + Id + " --id r1 --line 1=-1", "LINE=QUANTITY")]
    [InlineData("advance aster/main/" + Id + " --to cancelled", "cancelled")]
    [InlineData("advance aster/main/" + Id + " --to paid --at soon", "--at: 'soon'")]
    [InlineData("place FILE --program aster/main --accept-changes", "--accept-changes is for an order with an --offer")]
    [InlineData("place none.json --program aster/main", "cannot be read")]
    [InlineData("place FILE", "--program")]
    public async Task Arguments_ThatCannotBeMeant_SendNothing(string arguments, string told)
    {
        var run = await RunAsync([.. arguments.Split(' '), "--as", "aster"]);
        Assert.Equal(ExitCodes.BadInput, run.Code);
        Assert.Contains(told, run.Error, StringComparison.Ordinal);
        Assert.Empty(alliance.Checkout.Requests);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"eventid\": 7}")]
    public async Task File_ThatIsNoOrder_IsBadInput(string text)
    {
        await File.WriteAllTextAsync(file, text, Cancel);
        var run = await RunAsync("evaluate", "FILE", "--program", "aster/main");
        Assert.Equal(ExitCodes.BadInput, run.Code);
        Assert.Contains("is not the JSON of an order", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusal_SaysWhatToDoNext()
    {
        alliance.Checkout.On<CancelOrderRequest, CancelOrderResponse>(
            _ => throw ScriptedLedger.Refusal(ErrorReason.OrderHandedOver).ToRpcException());
        var run = await RunAsync("cancel", $"aster/main/{Id}");
        Assert.Equal(ExitCodes.Refused, run.Code);
        Assert.Contains("federation orders return --help", run.Error, StringComparison.Ordinal);
    }

    private static string Named(string id) => $"{ScriptedPrograms.Main}/orders/{id}";

    /// <summary>The order of the file, with the member's name, now.</summary>
    private static Order Order()
    {
        var order = JsonParser.Default.Parse<Order>(Json);
        (order.Member, order.OrderTime) = (ScriptedMembers.Name, new Timestamp());
        return order;
    }

    private Task<CommandRun> RunAsync(params string[] arguments) =>
        alliance.RunAsync(["orders", .. arguments.Select(a => a == "FILE" ? file : a)]);
}
