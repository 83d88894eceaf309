using Federation.Ledger.V1;
using Federation.Testing;
using DatabaseKind = Federation.Hosting.DatabaseKind;

namespace Federation.Scenarios;

/// <summary>What many callers do at once on three nodes has the effect of one after the other.</summary>
[Collection(nameof(WholeMachine))]
public sealed partial class ConcurrencyTests(SharedNodes shared) : IClassFixture<SharedNodes>
{
    public static TheoryData<DatabaseKind> SharedDatabases => [.. TestDatabase.SharedKinds];

    private static readonly ParallelOptions AtOnce = new() { MaxDegreeOfParallelism = 32 };

    [Theory]
    [MemberData(nameof(SharedDatabases))]
    public async Task Payments_EachRefundedTwiceAtOnce_AreRefundedOnce(DatabaseKind kind)
    {
        const int Members = 25;
        const int PaymentsOfEach = 20;
        var nodes = await shared.OnAsync(kind);
        var members = await Task.WhenAll(Enumerable.Range(0, Members).Select(n => GivenPayerAsync(nodes, $"payer{n}")));
        // Half of them with aster's coins at its own till, half at birch's.
        var payments = members.SelectMany(m => Enumerable.Range(0, PaymentsOfEach)
            .Select(n => n % 2 == 0 ? SentCommand.Redeem(m.AtAster, 10) : SentCommand.Pay(m.AtBirch, 10))).ToList();
        await Parallel.ForAsync(0, payments.Count, AtOnce, async (n, _) => await SendAsync(nodes, payments[n], n));
        Assert.All(payments, p => Assert.True(p.Answer!.Accepted, p.Answer.Text));

        var refunds = payments.ConvertAll(p => (First: RefundOf(p), Second: RefundOf(p)));
        await Parallel.ForAsync(0, refunds.Count, AtOnce, async (n, _) =>
            await Task.WhenAll(SendAsync(nodes, refunds[n].First, n), SendAsync(nodes, refunds[n].Second, n + 1)));
        foreach (var (first, second) in refunds)
        {
            var (done, refused) = first.Answer!.Accepted ? (first, second) : (second, first);
            Assert.True(done.Answer!.Accepted, done.Answer.Text);
            Assert.Contains(refused.Answer!.Told[0], (string[])["REFUND_EXCEEDS_REST", "ALREADY_UNDONE"]);
        }
        foreach (var (member, _) in members)
            Assert.Equal(PaymentsOfEach * 10, await Alliance.BalanceOfAsync(nodes.Aster[0], "aster", member));
        await nodes.AssertWellAsync();
    }

    [Theory]
    [MemberData(nameof(SharedDatabases))]
    public async Task SixHoldsOfAThousand_OnFiveThousand_AtOnce_FiveHold(DatabaseKind kind)
    {
        const int Members = 20;
        const int Holds = 6;
        var nodes = await shared.OnAsync(kind);
        for (var n = 0; n < Members; n++)
        {
            var member = await Alliance.GivenMemberAsync(nodes.Aster[0], $"holder{n}");
            await Alliance.EarnAsync(nodes.Aster[0], "aster", member, 5000);
            var holds = Enumerable.Range(0, Holds).Select(_ => SentCommand.Hold(member, 1000)).ToList();
            await Task.WhenAll(holds.Select((hold, at) => SendAsync(nodes, hold, at)));
            Assert.Equal(5, holds.Count(h => h.Answer!.Accepted));
            Assert.Equal("INSUFFICIENT_COINS", holds.Single(h => !h.Answer!.Accepted).Answer!.Told[0]);
            var wallet = (await nodes.Aster[1].Ledger.GetWalletAsync(
                new GetWalletRequest { Name = $"{member}/wallets/aster" })).Wallet;
            Assert.Equal(
                (5000, 5000, 0, 5), (wallet.BalanceUnits, wallet.HeldUnits, wallet.AvailableUnits, wallet.Holds.Count));
        }
        await nodes.AssertWellAsync();
    }

    /// <summary>Sends a command to one of the nodes; no caller is left without an answer where nothing is
    /// broken.</summary>
    private static async Task SendAsync(ThreeNodes nodes, SentCommand order, int node) =>
        Assert.Null(
            await order.TrySendAsync((order.Brand == "aster" ? nodes.Aster : nodes.Birch)[node % ThreeNodes.Count]));

    private static SentCommand RefundOf(SentCommand payment) => payment.Brand == "aster"
        ? SentCommand.Refund(payment.Answer!.Told[0])
        : SentCommand.ReturnPayment(payment.Answer!.Named("exchanges/"));

    private static async Task<(string AtAster, string AtBirch)> GivenPayerAsync(ThreeNodes nodes, string number)
    {
        var (aster, birch) = (nodes.Aster[0], nodes.Birch[0]);
        var member = await Alliance.GivenMemberAsync(aster, number);
        var atBirch = await Alliance.GivenLinkAsync(aster, member, birch, number);
        await Alliance.GivenConsentAsync(aster, member);
        await Alliance.EarnAsync(aster, "aster", member, 200);
        return (member, atBirch);
    }
}
