using Federation.Client;
using Federation.Exchange.V1;
using Federation.Ledger.V1;
using Federation.Partners.V1;
using Federation.Testing;
using Google.Protobuf;
using Grpc.Core;
using CaptureRequest = Federation.Exchange.V1.CaptureRequest;
using RefundRequest = Federation.Exchange.V1.RefundRequest;
using ReleaseRequest = Federation.Exchange.V1.ReleaseRequest;

namespace Federation.Scenarios;

/// <summary>
/// A node that is killed at one step of one command: a lock in the database holds it there. The command is then there
/// whole or not at all, and whoever sent it sends it again and gets its answer, the recorded one where there was one.
/// </summary>
[Collection(nameof(WholeMachine))]
public sealed class KilledStepsTests(KilledStepsTests.OneNode node) : IClassFixture<KilledStepsTests.OneNode>
{
    private const string Till = "partners/birch/merchants/till";

    /// <summary>By command, what it is killed at in the usual run; all others are for those who ask for all.</summary>
    private static readonly Dictionary<string, Step[]> Usual = new(StringComparer.Ordinal)
    {
        ["quote"] = [Step.Begun],
        ["pay by quote"] = [Step.Written, Step.QuoteClosed],
        ["pay from several coins"] = [Step.Committed],
        ["authorize"] = [Step.Committed],
        ["capture"] = [Step.Written],
        ["refund"] = [Step.Begun],
        ["convert"] = [Step.Committed],
    };

    private static readonly Dictionary<string, Func<OneNode, Payer,
        Task<Attempted>>> Commands = new(StringComparer.Ordinal)
        {
            ["quote"] = (_, p) =>
                Of(Quoting(p), (c, r) => c.Exchanges.CreateQuoteAsync(r), r => r.Replayed, new(200, 0, 200, 0)),
            ["pay by quote"] = async (n, p) =>
            {
                var quote = (await n.Birch.Exchanges.CreateQuoteAsync(Quoting(p))).Quote.Name;
                return await Of(
                    new PayRequest { RequestId = RequestIds.New(), Merchant = Till, Member = p.AtBirch, Quote = quote },
                    (c, r) => c.Exchanges.PayAsync(r), r => r.Replayed, new(100, 0, 200, 0));
            },
            ["pay from several coins"] = (_, p) =>
            Of(Paying(p), (c, r) => c.Exchanges.PayAsync(r), r => r.Replayed, new(143, 0, 0, 0)),
            ["authorize"] = (_, p) =>
            Of(Authorizing(p), (c, r) => c.Exchanges.AuthorizeAsync(r), r => r.Replayed, new(200, 57, 200, 200)),
            ["capture"] = async (n, p) => await Of(new CaptureRequest
            {
                RequestId = RequestIds.New(),
                Authorization = (await n.Birch.Exchanges.AuthorizeAsync(Authorizing(p))).Authorization.Name,
                Units = 250,
                KeepRest = true,
            }, (c, r) => c.Exchanges.CaptureAsync(r), r => r.Replayed, new(171, 28, 0, 0)),
            ["release"] = async (n, p) => await Of(new ReleaseRequest
            {
                RequestId = RequestIds.New(),
                Authorization = (await n.Birch.Exchanges.AuthorizeAsync(Authorizing(p))).Authorization.Name,
            }, (c, r) => c.Exchanges.ReleaseAsync(r), r => r.Replayed, new(200, 0, 200, 0)),
            ["refund"] = async (n, p) => await Of(new RefundRequest
            {
                RequestId = RequestIds.New(),
                Exchange = (await n.Birch.Exchanges.PayAsync(Paying(p))).Exchange.Name,
                Units = 50,
            }, (c, r) => c.Exchanges.RefundAsync(r), r => r.Replayed, new(152, 0, 33, 0)),
            ["convert"] = (_, p) =>
            Of(Converting(p), (c, r) => c.Exchanges.ConvertAsync(r), r => r.Replayed, new(150, 0, 289, 0)),
            ["undo"] = async (n, p) => await Of(new UndoConvertRequest
            {
                RequestId = RequestIds.New(),
                Exchange = (await n.Birch.Exchanges.ConvertAsync(Converting(p))).Exchange.Name,
            }, (c, r) => c.Exchanges.UndoConvertAsync(r), r => r.Replayed, new(200, 0, 200, 0)),
        };

    public static TheoryData<string, Step> Cases
    {
        get
        {
            var cases = new TheoryData<string, Step>();
            foreach (var command in Commands.Keys)
                foreach (var step in Enum.GetValues<Step>().Where(s => Has(command, s)))
                    cases.Add(command, step);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Command_WhoseNodeIsKilled_IsDoneOnceWhenSentAgain(string command, Step step)
    {
        if (!Usual.GetValueOrDefault(command, []).Contains(step))
            WholeMachine.SkipUnlessAll();
        await node.IsThereAsync();
        var payer = await node.GivenPayerAsync();
        var attempted = await Commands[command](node, payer);

        await using (var stop = await StoppedStep.AtAsync(node.Connection, step, quote: command == "quote"))
        {
            var sending = Assert.ThrowsAnyAsync<RpcException>(() => attempted.SendAsync(node.Hasty));
            await stop.ReachedAsync(sending);
            await node.KillAsync();
            Assert.IsNotType<RefusedException>(await sending);
        }
        await node.RestartAsync();

        var recorded = step is Step.Committed or Step.QuoteClosed;
        var first = await attempted.SendAsync(node.Birch);
        Assert.Equal(recorded, first.Replayed);
        Assert.Equal(attempted.Then, await node.HoldingsAsync(payer));
        var second = await attempted.SendAsync(node.Birch);
        Assert.Equal((true, first.Text), (second.Replayed, second.Text));
        Assert.Equal(attempted.Then, await node.HoldingsAsync(payer));
        if (command is "quote" or "pay by quote")
            await AssertOpenQuotesAsync(payer, command == "quote" ? 1 : 0);
        await node.Alliance.AssertBooksAsync();
        node.Alliance.Deployment.Errors.AssertNone();
    }

    private static bool Has(string command, Step step) => step switch
    {
        Step.Written => command != "quote",
        Step.QuoteClosed => command == "pay by quote",
        _ => true,
    };

    /// <summary>A quote that was used has given its place back, one that was made has one place alone.</summary>
    private async Task AssertOpenQuotesAsync(Payer payer, int open)
    {
        for (; open < 5; open++)
            await node.Birch.Exchanges.CreateQuoteAsync(Quoting(payer, 10));
        var refused = await Assert.ThrowsAsync<RefusedException>(
            () => node.Birch.Exchanges.CreateQuoteAsync(Quoting(payer, 10)).ResponseAsync);
        Assert.Equal("QUOTES_EXHAUSTED", refused.Refusal.ReasonName);
    }

    private static CreateQuoteRequest Quoting(Payer payer, long units = 100) => new()
    { RequestId = RequestIds.New(), Merchant = Till, Member = payer.AtBirch, Pay = Alliance.Coins("aster", units) };

    private static PayRequest Paying(Payer payer) => new()
    { RequestId = RequestIds.New(), Merchant = Till, Member = payer.AtBirch, Amount = Alliance.Coins("birch", 300) };

    private static AuthorizeRequest Authorizing(Payer payer) => new()
    { RequestId = RequestIds.New(), Merchant = Till, Member = payer.AtBirch, Amount = Alliance.Coins("birch", 300) };

    private static ConvertRequest Converting(Payer payer) => new()
    {
        RequestId = RequestIds.New(),
        Member = payer.AtBirch,
        Pay = Alliance.Coins("aster", 50),
        OtherCoin = "coins/birch"
    };

    private static Task<Attempted> Of<TRequest, TResponse>(
        TRequest request, Func<FederationClient, TRequest, AsyncUnaryCall<TResponse>> send, Func<TResponse,
        bool> replayed, Holdings then)
        where TResponse : class, IMessage => Task.FromResult(new Attempted(
            async client =>
            {
                var response = await send(client, request);
                var wasReplayed = replayed(response);
                response.Descriptor.FindFieldByName("replayed").Accessor.Clear(response);
                return (response.ToString()!, wasReplayed);
            },
            then));

    /// <summary>A command of which the first attempt is cut off.</summary>
    /// <param name="SendAsync">Sends it, always the same message; the answer, and whether it was one before.</param>
    /// <param name="Then">What the payer has when it was done once.</param>
    internal sealed record Attempted(
        Func<FederationClient, Task<(string Text, bool Replayed)>> SendAsync, Holdings Then);

    /// <summary>A member with 200 of aster's coins and 200 of birch's.</summary>
    internal sealed record Payer(string AtAster, string AtBirch);

    internal sealed record Holdings(long Aster, long AsterHeld, long Birch, long BirchHeld);

    /// <summary>One node on a PostgreSQL of its own, since a step is held by the server's settings.</summary>
    public sealed class OneNode : IAsyncLifetime
    {
        private PostgresCluster? postgres;
        private Alliance? alliance;
        private FederationClient aster = null!;
        private int payers;
        private bool killed;

        internal Alliance Alliance => alliance!;

        internal string Connection { get; private set; } = "";

        internal FederationClient Birch { get; private set; } = null!;

        /// <summary>Birch, with one attempt.</summary>
        internal FederationClient Hasty { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            if (PostgresCluster.Missing is not null)
                return;
            postgres = await PostgresCluster.StartAsync("-c fsync=off -c full_page_writes=off");
            var database = await TestDatabase.CreateAsync(postgres);
            Connection = database.Connection!;
            alliance = new Alliance(await Deployment.OnAsync(database));
            aster = await Alliance.GivenPartnerAsync("aster");
            Birch = await Alliance.GivenPartnerAsync("birch");
            var made = await Alliance.NewCredentialAsync("birch", CredentialRole.PartnerAdmin);
            Hasty = Alliance.Deployment.With(
                made.Credential.ClientId, made.ClientSecret, 0, o => o.Retry.MaxAttempts = 1);
            await Hasty.GetAccessTokenAsync();
            await Alliance.GivenBoardAsync(100, ("aster", 100, 90), ("birch", 50, 45));
        }

        /// <summary>Skips the test where there is no PostgreSQL; starts the node again where a test before this one
        /// failed.</summary>
        internal async Task IsThereAsync()
        {
            Assert.SkipWhen(PostgresCluster.Missing is not null, PostgresCluster.Missing ?? "");
            if (killed)
                await RestartAsync();
        }

        internal async Task KillAsync()
        {
            killed = true;
            await Alliance.Deployment.KillAsync();
        }

        internal async Task RestartAsync()
        {
            await Alliance.Deployment.RestartAsync();
            killed = false;
        }

        internal async Task<Payer> GivenPayerAsync()
        {
            var number = $"payer{++payers}";
            var atAster = await Alliance.GivenMemberAsync(aster, number);
            var atBirch = await Alliance.GivenLinkAsync(aster, atAster, Birch, number);
            await Alliance.GivenConsentAsync(aster, atAster);
            await Alliance.EarnAsync(aster, "aster", atAster, 200);
            await Alliance.EarnAsync(Birch, "birch", atBirch, 200);
            return new Payer(atAster, atBirch);
        }

        internal async Task<Holdings> HoldingsAsync(Payer payer)
        {
            var ofAster = (await aster.Ledger.GetWalletAsync(
                new GetWalletRequest { Name = $"{payer.AtAster}/wallets/aster" })).Wallet;
            var ofBirch = (await Birch.Ledger.GetWalletAsync(
                new GetWalletRequest { Name = $"{payer.AtBirch}/wallets/birch" })).Wallet;
            return new Holdings(ofAster.BalanceUnits, ofAster.HeldUnits, ofBirch.BalanceUnits, ofBirch.HeldUnits);
        }

        public async ValueTask DisposeAsync()
        {
            await (alliance?.DisposeAsync() ?? ValueTask.CompletedTask);
            await (postgres?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
    }
}
