using Federation.Client;
using Federation.Exchange.V1;
using Federation.Partners.V1;
using Federation.Types.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Federation.Bench;

/// <summary>Payments at another brand's till and quotes for them, through the gateway of the host that the other paths
/// use.</summary>
internal sealed class PaymentPaths : IAsyncDisposable
{
    private const string Shop = "partners/shop";
    private const string Till = Shop + "/merchants/till";
    private const long Plenty = 1_000_000_000;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly CancellationTokenSource stop = new();
    private string[] payers = [];
    private int quoted;
    private Metadata headers = [];
    private ExchangeService.ExchangeServiceClient[] gateway = [];
    private Task clock = Task.CompletedTask;

    /// <summary>Gives the host a second brand with a till, a board, and members of the first brand who may pay
    /// there.</summary>
    public static async Task<PaymentPaths> StartAsync(GrpcPaths host)
    {
        var paths = new PaymentPaths();
        await paths.PrepareAsync(host);
        return paths;
    }

    public async Task<int> PayAsync(int caller, int payer)
    {
        await gateway[caller % gateway.Length].PayAsync(
            new PayRequest { RequestId = RequestIds.New(), Merchant = Till, Member = Payer(payer), Pay = Coins(100) },
            headers);
        return 1;
    }

    /// <summary>Quotes for one member after the other, because a member may have only a few open quotes: random members
    /// would exceed that.</summary>
    public async Task<int> QuoteAsync(int caller)
    {
        var payer = Interlocked.Increment(ref quoted) & int.MaxValue;
        await gateway[caller % gateway.Length].CreateQuoteAsync(
            new CreateQuoteRequest
            {
                RequestId = RequestIds.New(),
                Merchant = Till,
                Member = Payer(payer),
                Pay = Coins(100)
            }, headers);
        return 1;
    }

    private string Payer(int payer) => payers[payer % payers.Length];

    private async Task PrepareAsync(GrpcPaths host)
    {
        using var admin = host.As("admin");
        using var approver = host.As("approver");
        await admin.Partners.RegisterPartnerAsync(
            new() { RequestId = RequestIds.New(), PartnerId = "shop", DisplayName = "Shop" });
        await admin.Coins.DefineCoinAsync(
            new()
            {
                RequestId = RequestIds.New(),
                CoinId = "shop",
                Partner = Shop,
                DisplayCode = "SHOP",
                DisplayName = "Shop"
            });
        await admin.Merchants.CreateMerchantAsync(
            new()
            {
                RequestId = RequestIds.New(),
                Parent = Shop,
                MerchantId = "till",
                DisplayName = "Till",
                Coin = "coins/shop"
            });
        var proposal = new ProposeBoardRequest
        {
            RequestId = RequestIds.New(),
            FeeBasisPoints = 100,
            MaximumUnits = Units.MaxCommand
        };
        proposal.Values.Add(new CoinValue { Coin = "coins/bench", OnValueUnits = 100, OffValueUnits = 90 });
        proposal.Values.Add(new CoinValue { Coin = "coins/shop", OnValueUnits = 50, OffValueUnits = 45 });
        var board = (await admin.Boards.ProposeBoardAsync(proposal)).Board.Name;
        await approver.Boards.ApproveBoardAsync(new() { RequestId = RequestIds.New(), Name = board });
        await admin.Boards.PublishBoardAsync(new() { RequestId = RequestIds.New(), Name = board });
        var credential = await admin.Credentials.CreateCredentialAsync(
            new()
            {
                RequestId = RequestIds.New(),
                Parent = Shop,
                DisplayName = "shop",
                Role = CredentialRole.PartnerAdmin
            });
        var (id, secret) = (credential.Credential.ClientId, credential.ClientSecret);
        using var shop = host.Client(id, secret);
        headers = new Metadata { { "authorization", "Bearer " + await host.TokenAsync(id, secret) } };
        payers = await LinkAsync(host, shop);
        gateway = [.. host.Gateways.Select(c => new ExchangeService.ExchangeServiceClient(c))];
        clock = AdvanceAsync(host);
    }

    private static async Task<string[]> LinkAsync(GrpcPaths host, FederationClient shop)
    {
        var names = new string[host.Members.Count];
        await Parallel.ForAsync(
            0, names.Length, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (i, cancel) =>
            names[i] = await LinkAsync(host, shop, host.Members[i], $"s{i}", cancel));
        return names;
    }

    private static async Task<string> LinkAsync(
        GrpcPaths host, FederationClient shop, string member, string number, CancellationToken cancel)
    {
        var code = await host.Brand.Members.CreateLinkCodeAsync(
            new() { RequestId = RequestIds.New(), Member = member }, cancellationToken: cancel);
        var linked = await shop.Members.LinkMemberAsync(
            new() { RequestId = RequestIds.New(), LinkCode = code.LinkCode, ExternalId = number },
            cancellationToken: cancel);
        await host.Brand.Members.SetAlliedSpendingAsync(
            new() { RequestId = RequestIds.New(), Member = member, AlliedSpending = new() { Enabled = true } },
            cancellationToken: cancel);
        await host.Brand.Ledger.EarnAsync(
            new() { RequestId = RequestIds.New(), Member = member, Amount = Coins(Plenty) }, cancellationToken: cancel);
        return linked.Member.Name;
    }

    /// <summary>A sandbox's clock stands still; so that quotes expire as they do where it runs, a minute of it is a
    /// quarter of a second.</summary>
    private async Task AdvanceAsync(GrpcPaths host)
    {
        using var admin = host.As("admin");
        while (!stop.IsCancellationRequested)
        {
            var now = (await admin.Clock.GetClockAsync(new())).Clock.Now;
            await admin.Clock.AdvanceClockAsync(
                new() { RequestId = RequestIds.New(), Now = now + Duration.FromTimeSpan(Minute) });
            await Task.Delay(250, CancellationToken.None);
        }
    }

    private static CoinAmount Coins(long units) => new() { Coin = "coins/bench", Units = units };

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await clock;
        stop.Dispose();
    }
}
