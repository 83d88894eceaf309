using Federation.Client;
using Federation.Errors.V1;
using Federation.Exchange.V1;
using DatabaseKind = Federation.Hosting.DatabaseKind;

namespace Federation.Scenarios;

/// <content>Quotes and pay codes at several tills, and boards that change meanwhile.</content>
public sealed partial class ConcurrencyTests
{
    private const string BirchTill = "partners/birch/merchants/till";
    private const string Done = "";

    [Theory]
    [MemberData(nameof(SharedDatabases))]
    public async Task Quote_UsedByAHundredCallersAtOnce_IsUsedOnce(DatabaseKind kind)
    {
        var nodes = await shared.OnAsync(kind);
        var (atAster, atBirch) = await GivenPayerAsync(nodes, "quoted");
        var quote = await QuoteAsync(nodes.Birch[0], atBirch, 50);

        var told = await Task.WhenAll(
            Enumerable.Range(0, 100).Select(n => TellAsync(nodes.Birch[n % ThreeNodes.Count], atBirch, quote)));

        Assert.Equal(
            [Done, .. Enumerable.Repeat(nameof(ErrorReason.QuoteUsed), 99)], told.Order(StringComparer.Ordinal));
        Assert.Equal(150, await Alliance.BalanceOfAsync(nodes.Aster[1], "aster", atAster));
        await nodes.AssertWellAsync();
    }

    [Theory]
    [MemberData(nameof(SharedDatabases))]
    public async Task Quotes_AskedForAtOnce_AreAsManyAsAMemberMayHave(DatabaseKind kind)
    {
        const int Most = 5;
        var nodes = await shared.OnAsync(kind);
        var (_, atBirch) = await GivenPayerAsync(nodes, "quoter");

        var asked = await Task.WhenAll(Enumerable.Range(0, 40).Select(async n =>
        {
            try
            {
                return (await QuoteAsync(nodes.Birch[n % ThreeNodes.Count], atBirch, 10)).Name;
            }
            catch (RefusedException e)
            {
                Assert.Equal(ErrorReason.QuotesExhausted, e.Refusal.Reason);
                return null;
            }
        }));

        Assert.Equal(Most, asked.OfType<string>().Distinct().Count());
    }

    /// <summary>Boards follow each other while payments go by quotes; each payment moves what its quote said.</summary>
    [Theory]
    [MemberData(nameof(SharedDatabases))]
    public async Task Boards_PublishedInTheMiddle_ChangeNoQuotedAmount(DatabaseKind kind)
    {
        const int Members = 12;
        var nodes = await shared.OnAsync(kind);
        var members = await Task.WhenAll(Enumerable.Range(0, Members).Select(n => GivenPayerAsync(nodes, $"bound{n}")));
        using var stop = new CancellationTokenSource();
        var publishing = Task.Run(async () =>
        {
            for (var fee = 100; !stop.IsCancellationRequested; fee = fee == 100 ? 900 : 100)
                await nodes.Alliance.GivenBoardAsync(fee, ("aster", 100, 90), ("birch", 50, 45));
        });
        var boards = new HashSet<string>(StringComparer.Ordinal);
        await Task.WhenAll(members.Select(async (member, n) =>
        {
            for (var payment = 0; payment < 4; payment++)
            {
                var quote = await QuoteAsync(nodes.Birch[n % ThreeNodes.Count], member.AtBirch, 30);
                await Task.Delay(200);
                var paid = (await nodes.Birch[(n + 1) % ThreeNodes.Count].Exchanges.PayAsync(
                    PaymentBy(quote, member.AtBirch))).Exchange;
                Assert.Equal(quote.Detail, paid.Detail);
                lock (boards)
                    boards.Add(quote.Detail.Board);
            }
        }));
        await stop.CancelAsync();
        await publishing;
        Assert.True(boards.Count > 1, "no board was published in the middle");
        foreach (var (member, _) in members)
            Assert.Equal(200 - (4 * 30), await Alliance.BalanceOfAsync(nodes.Aster[0], "aster", member));
        await nodes.Alliance.GivenBoardAsync(100, ("aster", 100, 90), ("birch", 50, 45));
        await nodes.AssertWellAsync();
    }

    [Theory]
    [MemberData(nameof(SharedDatabases))]
    public async Task PayCode_AtTwoTillsAtOnce_PaysOnce(DatabaseKind kind)
    {
        var nodes = await shared.OnAsync(kind);
        for (var round = 0; round < 10; round++)
        {
            var (atAster, _) = await GivenPayerAsync(nodes, $"shows{round}");
            var code = (await nodes.Aster[0].Members.CreatePayCodeAsync(new()
            {
                RequestId = RequestIds.New(),
                Member = atAster,
                Maximum = Alliance.Coins("aster", 100),
            })).PayCode;

            var told = await Task.WhenAll(
                Enumerable.Range(0, 2).Select(n => RefusalOfAsync(() => nodes.Birch[n].Exchanges.PayAsync(new PayRequest
                {
                    RequestId = RequestIds.New(),
                    Merchant = BirchTill,
                    PayCode = code,
                    Pay = Alliance.Coins("aster", 100),
                }).ResponseAsync)));

            Assert.Equal([Done, nameof(ErrorReason.PayCodeUsed)], told.Order(StringComparer.Ordinal));
            Assert.Equal(100, await Alliance.BalanceOfAsync(nodes.Aster[2], "aster", atAster));
        }
        await nodes.AssertWellAsync();
    }

    private static async Task<Quote> QuoteAsync(FederationClient till, string member, long units) =>
        (await till.Exchanges.CreateQuoteAsync(new CreateQuoteRequest
        {
            RequestId = RequestIds.New(),
            Merchant = BirchTill,
            Member = member,
            Pay = Alliance.Coins("aster", units),
        })).Quote;

    private static PayRequest PaymentBy(Quote quote, string member) =>
        new() { RequestId = RequestIds.New(), Merchant = BirchTill, Member = member, Quote = quote.Name };

    private static Task<string> TellAsync(FederationClient till, string member, Quote quote) =>
        RefusalOfAsync(() => till.Exchanges.PayAsync(PaymentBy(quote, member)).ResponseAsync);

    /// <summary>The reason of the refusal, or nothing where it was done.</summary>
    private static async Task<string> RefusalOfAsync<T>(Func<Task<T>> call)
    {
        try
        {
            await call();
            return Done;
        }
        catch (RefusedException e)
        {
            return e.Refusal.Reason.ToString();
        }
    }
}
