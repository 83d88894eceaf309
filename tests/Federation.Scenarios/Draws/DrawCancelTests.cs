using System.Diagnostics;
using Federation.Client;
using Federation.Errors.V1;
using Federation.Partners.V1;
using Federation.Rewards.V1;
using Federation.Testing;
using Grpc.Core;
using DatabaseKind = Federation.Hosting.DatabaseKind;

namespace Federation.Scenarios;

/// <summary>Draws that are cancelled: each entry is refunded once, whatever stops in between.</summary>
public sealed class DrawCancelTests
{
    private const int Nodes = 3;
    private const int Members = 12;
    private const int EntriesPerMember = 4;

    public static TheoryData<DatabaseKind> Databases => [.. TestDatabase.Kinds];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Draw_Cancelled_GivesCoinsBackOnceAndTakesNoEntry(DatabaseKind kind)
    {
        await using var alliance = new Alliance(await Deployment.OnAsync(kind));
        var aster = await alliance.GivenPartnerAsync("aster");
        var name = await DrawsMade.OpenAsync(aster, "spring", "aster", 20);
        var (ann, bob) = (
            await Alliance.GivenMemberAsync(aster, "ann"), await Alliance.GivenMemberAsync(aster, "bob"));
        await Alliance.EarnAsync(aster, "aster", ann, 100);
        await Alliance.EarnAsync(aster, "aster", bob, 60);
        await aster.Draws.EnterDrawAsync(DrawsMade.Entering(name, ann, 1));
        await aster.Draws.EnterDrawAsync(DrawsMade.Entering(name, ann, 2));
        await aster.Draws.EnterDrawAsync(DrawsMade.Entering(name, bob, 3));
        Assert.Equal((40, 0), (await CoinsAsync(aster, ann), await CoinsAsync(aster, bob)));
        // Who has left the brand has no wallet there any more.
        var cat = await Alliance.GivenMemberAsync(aster, "cat");
        await Alliance.EarnAsync(aster, "aster", cat, 20);
        await aster.Draws.EnterDrawAsync(DrawsMade.Entering(name, cat));
        await aster.Members.UnlinkMemberAsync(new() { RequestId = RequestIds.New(), Name = cat });

        var cancelling = DrawsMade.Cancelling(name);
        var cancelled = (await aster.Draws.CancelDrawAsync(cancelling)).Draw;
        Assert.Equal(
            (DrawState.Cancelled, 7L, 1L, "storm", false),
            (cancelled.State, cancelled.Tickets, cancelled.RefundsRefused, cancelled.CancelReason,
                cancelled.RevealOverdue));
        var again = await aster.Draws.CancelDrawAsync(cancelling);
        Assert.Equal((true, cancelled), (again.Replayed, again.Draw));
        await RefusedAsync(ErrorReason.DrawTooLate, aster.Draws.CancelDrawAsync(DrawsMade.Cancelling(name)));
        await RefusedAsync(ErrorReason.DrawNotOpen, aster.Draws.EnterDrawAsync(DrawsMade.Entering(name, ann)));
        Assert.Equal((100, 60), (await CoinsAsync(aster, ann), await CoinsAsync(aster, bob)));

        await DrawsMade.PassAsync(alliance, TimeSpan.FromHours(2));
        await RefusedAsync(ErrorReason.DrawTooLate, aster.Draws.CloseDrawAsync(DrawsMade.Closing(name)));
        await RefusedAsync(ErrorReason.DrawTooLate, aster.Draws.ProposeRevealAsync(DrawsMade.Proposing(name, "1")));
        await RefusedAsync(ErrorReason.DrawTooLate, aster.Draws.RevealDrawAsync(DrawsMade.Revealing(name, "1")));
        await RefusedAsync(ErrorReason.DrawTooLate, aster.Draws.ListTicketsAsync(new() { Name = name }));
        await alliance.AssertBooksAsync();
        alliance.Deployment.Errors.AssertNone();
    }

    /// <summary>Who knows the secret could cancel what it does not like, once the public value is known.</summary>
    [Fact]
    public async Task Cancelling_AtTheClosingTime_IsTooLate()
    {
        await using var alliance = await Alliance.StartAsync();
        var aster = await alliance.GivenPartnerAsync("aster");
        var name = await DrawsMade.OpenAsync(aster, "spring", "aster", 0);
        await DrawsMade.PassAsync(alliance, TimeSpan.FromHours(1));
        await RefusedAsync(ErrorReason.DrawTooLate, aster.Draws.CancelDrawAsync(DrawsMade.Cancelling(name)));
        Assert.Equal(DrawState.Open, (await aster.Draws.GetDrawAsync(new() { Name = name })).Draw.State);
    }

    /// <summary>The node that cancels is killed in the middle; another one goes on.</summary>
    [Fact]
    public async Task Cancelling_OnANodeThatIsKilled_RefundsEachEntryOnce()
    {
        Assert.SkipWhen(PostgresCluster.Missing is not null, PostgresCluster.Missing ?? "");
        await using var postgres = await PostgresCluster.StartAsync("");
        await using var alliance = new Alliance(
            await Deployment.NodesAsync(Nodes, await TestDatabase.CreateAsync(postgres)));
        var nodes = new List<FederationClient> { await alliance.GivenPartnerAsync("aster") };
        while (nodes.Count < Nodes)
            nodes.Add(await alliance.GivenCredentialAsync("aster", CredentialRole.PartnerAdmin, nodes.Count));
        var name = await DrawsMade.OpenAsync(nodes[0], "spring", "aster", 20);
        var members = new List<string>();
        for (var i = 0; i < Members; i++)
        {
            members.Add(await Alliance.GivenMemberAsync(nodes[0], $"member{i}"));
            await Alliance.EarnAsync(nodes[0], "aster", members[i], 100);
            for (var entry = 0; entry < EntriesPerMember; entry++)
                await nodes[entry % Nodes].Draws.EnterDrawAsync(DrawsMade.Entering(name, members[i]));
        }

        var cancelling = DrawsMade.Cancelling(name);
        var first = CancelAsync(nodes[0], cancelling);
        while (!first.IsCompleted && await SumAsync(nodes[1], members) == Members * 20)
            await Task.Yield();
        await alliance.Deployment.KillAsync(0);
        await first;
        await alliance.Deployment.RestartAsync(0);
        var watch = Stopwatch.StartNew();
        while (await CancelAsync(nodes[1], cancelling) is not { Draw.State: DrawState.Cancelled })
            Assert.True(watch.Elapsed < TimeSpan.FromMinutes(2), "The draw is not cancelled.");
        foreach (var member in members)
            Assert.Equal(100, await CoinsAsync(nodes[1], member));
        await alliance.AssertBooksAsync();
    }

    /// <summary>The answer; null where the node does not answer, or another one is at it.</summary>
    private static async Task<CancelDrawResponse?> CancelAsync(FederationClient node, CancelDrawRequest request)
    {
        try
        {
            return await node.Draws.CancelDrawAsync(request);
        }
        catch (RpcException)
        {
            return null;
        }
    }

    private static async Task<long> SumAsync(FederationClient node, IEnumerable<string> members)
    {
        var sum = 0L;
        foreach (var member in members)
            sum += await CoinsAsync(node, member);
        return sum;
    }

    private static Task<long> CoinsAsync(FederationClient brand, string member) =>
        Alliance.BalanceOfAsync(brand, "aster", member);

    private static async Task RefusedAsync<T>(ErrorReason reason, AsyncUnaryCall<T> call)
    {
        var refused = await Assert.ThrowsAsync<RefusedException>(async () => await call);
        Assert.Equal(reason, refused.Refusal.Reason);
    }
}
