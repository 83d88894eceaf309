using Federation.Client;
using Federation.Exchange.V1;
using Federation.Ledger.V1;
using Grpc.Core;
using CaptureRequest = Federation.Ledger.V1.CaptureRequest;
using ReleaseRequest = Federation.Ledger.V1.ReleaseRequest;

namespace Federation.Scenarios;

/// <summary>A command that a client may send again until it has an answer: always the same message.</summary>
/// <param name="Brand">Whose client sends it.</param>
/// <param name="Ids">The request id, or several of an atomic batch.</param>
/// <param name="Send">Sends it; the journals it came to.</param>
internal sealed record SentCommand(string Brand, IReadOnlyList<string> Ids, Func<FederationClient, Task<Answer>> Send)
{
    private const string Till = "partners/birch/merchants/till";

    /// <summary>What its client was told; none while it knows nothing.</summary>
    public Answer? Answer { get; private set; }

    /// <summary>Coins of a brand's own name.</summary>
    public static SentCommand Earn(string member, long units, string brand = "aster") =>
        One(brand, id => new EarnRequest { RequestId = id, Member = member, Amount = Alliance.Coins(brand, units) },
            async (client, request) => (await client.Ledger.EarnAsync(request)).Journal);

    public static SentCommand Redeem(string member, long units) =>
        One("aster",
            id => new RedeemRequest { RequestId = id, Member = member, Amount = Alliance.Coins("aster", units) },
            async (client, request) => (await client.Ledger.RedeemAsync(request)).Journal);

    public static SentCommand Refund(string journal, long units = 0) =>
        One("aster",
            id => new Ledger.V1.RefundRequest { RequestId = id, Journal = journal, Units = units, All = units == 0 },
            async (client, request) => (await client.Ledger.RefundAsync(request)).Journal);

    public static SentCommand Hold(string member, long units) =>
        One("aster", id => new HoldRequest { RequestId = id, Member = member, Amount = Alliance.Coins("aster", units) },
            async (client, request) => (await client.Ledger.HoldAsync(request)).Journal);

    public static SentCommand Capture(string hold, long units, CaptureRest rest) =>
        One("aster",
            id => new CaptureRequest { RequestId = id, Hold = hold, Units = units, All = units == 0, Rest = rest },
            async (client, request) => (await client.Ledger.CaptureAsync(request)).Journal);

    public static SentCommand Release(string hold) =>
        One("aster", id => new ReleaseRequest { RequestId = id, Hold = hold, All = true },
            async (client, request) => (await client.Ledger.ReleaseAsync(request)).Journal);

    /// <summary>A payment at birch's till with coins of aster's.</summary>
    public static SentCommand Pay(string memberAtBirch, long units) => Exchanged(
        id => new PayRequest
        {
            RequestId = id,
            Merchant = Till,
            Member = memberAtBirch,
            Pay = Alliance.Coins("aster", units)
        },
        async (exchanges, request) => (await exchanges.PayAsync(request)).Exchange);

    /// <summary>A payment at birch's till with whatever coins the member has.</summary>
    public static SentCommand PayFromAny(string memberAtBirch, long units) => Exchanged(
        id => new PayRequest
        {
            RequestId = id,
            Merchant = Till,
            Member = memberAtBirch,
            Amount = Alliance.Coins("birch", units)
        },
        async (exchanges, request) => (await exchanges.PayAsync(request)).Exchange);

    /// <summary>A quote for such a payment. It is no command to the books, so these know nothing of it.</summary>
    public static SentCommand Quote(string memberAtBirch, long units)
    {
        var request = new CreateQuoteRequest
        {
            RequestId = RequestIds.New(),
            Merchant = Till,
            Member = memberAtBirch,
            Amount = Alliance.Coins("birch", units)
        };
        return new SentCommand("birch", [], async client =>
        {
            var quote = (await client.Exchanges.CreateQuoteAsync(request)).Quote;
            return new Answer([], $"{quote.Name} {quote.Detail}");
        });
    }

    public static SentCommand PayByQuote(string memberAtBirch, string quote) => Exchanged(
        id => new PayRequest { RequestId = id, Merchant = Till, Member = memberAtBirch, Quote = quote },
        async (exchanges, request) => (await exchanges.PayAsync(request)).Exchange);

    /// <summary>The same, set aside.</summary>
    public static SentCommand Authorize(string memberAtBirch, long units)
    {
        var request = new AuthorizeRequest
        {
            RequestId = RequestIds.New(),
            Merchant = Till,
            Member = memberAtBirch,
            Amount = Alliance.Coins("birch", units)
        };
        return new SentCommand("birch", [request.RequestId], async client =>
        {
            // It is answered as it stands then: what does not change of it is compared.
            var made = (await client.Exchanges.AuthorizeAsync(request)).Authorization;
            return new Answer(
                [made.Name.Replace("authorizations/", "journals/", StringComparison.Ordinal)], made.Detail.ToString());
        });
    }

    public static SentCommand CaptureAuthorized(string authorization, long units, bool keepRest) => Exchanged(
        id => new Exchange.V1.CaptureRequest
        {
            RequestId = id,
            Authorization = authorization,
            Units = units,
            All = units == 0,
            KeepRest = keepRest,
        },
        async (exchanges, request) => (await exchanges.CaptureAsync(request)).Exchange);

    public static SentCommand ReleaseAuthorized(string authorization)
    {
        var request = new Exchange.V1.ReleaseRequest { RequestId = RequestIds.New(), Authorization = authorization };
        return new SentCommand("birch", [request.RequestId], async client =>
        {
            var journal = (await client.Exchanges.ReleaseAsync(request)).Journal;
            return new Answer([journal], journal);
        });
    }

    /// <summary>Aster's coins to birch's.</summary>
    public static SentCommand Convert(string memberAtBirch, long units) => Exchanged(
        id => new ConvertRequest
        { RequestId = id, Member = memberAtBirch, Pay = Alliance.Coins("aster", units), OtherCoin = "coins/birch" },
        async (exchanges, request) => (await exchanges.ConvertAsync(request)).Exchange);

    public static SentCommand UndoConversion(string exchange)
    {
        var request = new UndoConvertRequest { RequestId = RequestIds.New(), Exchange = exchange };
        return new SentCommand("birch", [request.RequestId], async client =>
        {
            var undone = await client.Exchanges.UndoConvertAsync(request);
            undone.Replayed = false;
            return new Answer([undone.Journal], undone.ToString());
        });
    }

    /// <summary>The return of such a payment, or of a part of it.</summary>
    public static SentCommand ReturnPayment(string exchange, long units = 0)
    {
        var request = new Exchange.V1.RefundRequest
        {
            RequestId = RequestIds.New(),
            Exchange = exchange,
            Units = units,
            All = units == 0,
        };
        return new SentCommand("birch", [request.RequestId], async client =>
        {
            var returned = await client.Exchanges.RefundAsync(request);
            returned.Replayed = false;
            return new Answer([returned.Journal], returned.ToString());
        });
    }

    /// <summary>Coins from one wallet to another, by hand: both adjustments or none.</summary>
    public static SentCommand Transfer(string from, string to, long units)
    {
        var request = new BatchRequest
        {
            Mode = BatchMode.Atomic,
            Items = { Adjust(from, "aster", -units), Adjust(to, "aster", units) }
        };
        return new SentCommand("aster", [.. request.Items.Select(i => i.Adjust.RequestId)], async client =>
        {
            var results = (await client.Ledger.BatchAsync(request)).Results;
            return new Answer(
                [.. results.Select(Told)],
                string.Join('\n', results.Select(r => r.Journal?.ToString() ?? Refusal.From(r.Refusal)!.Message)));
        });
    }

    public static BatchItem Adjust(string member, string coin, long units) => new()
    {
        Adjust = new AdjustRequest
        {
            RequestId = RequestIds.New(),
            Member = member,
            Coin = "coins/" + coin,
            Units = units,
            ReasonCode = "transfer"
        },
    };

    /// <summary>What became of an item: its journal, or why it was refused.</summary>
    public static string Told(BatchResult result) => result.Journal?.Name ?? Refusal.From(result.Refusal)!.ReasonName;

    /// <summary>Sends it once.</summary>
    /// <returns>Nothing where it was answered, or why it was not: its client knows nothing then.</returns>
    public async Task<string?> TrySendAsync(FederationClient client)
    {
        try
        {
            Answer = await Send(client);
            return null;
        }
        catch (RpcException e) when (
            e.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.ResourceExhausted
            || (e is RefusedException { Refusal.ReasonName: "CONTENDED" }))
        {
            return (e as RefusedException)?.Refusal.ReasonName ?? e.StatusCode.ToString();
        }
        catch (RefusedException e)
        {
            Answer = new Answer([.. Ids.Select(_ => e.Refusal.ReasonName)], e.Refusal.Message);
            return null;
        }
    }

    /// <summary>A command of birch's that comes to an exchange.</summary>
    private static SentCommand Exchanged<TRequest>(
        Func<string, TRequest> make, Func<ExchangeService.ExchangeServiceClient, TRequest,
        Task<Exchange.V1.Exchange>> send)
    {
        var id = RequestIds.New();
        var request = make(id);
        return new SentCommand("birch", [id], async client =>
        {
            var exchange = await send(client.Exchanges, request);
            return new Answer([exchange.Journal], exchange.ToString());
        });
    }

    private static SentCommand One<TRequest>(
        string brand, Func<string, TRequest> make, Func<FederationClient, TRequest, Task<Journal>> send)
    {
        var id = RequestIds.New();
        var request = make(id);
        return new SentCommand(brand, [id], async client => Answer.Of(await send(client, request)));
    }
}
