using Federation.Client;
using Federation.Errors.V1;
using Federation.Rewards.V1;
using Federation.Rules;
using Grpc.Core;
using DatabaseKind = Federation.Hosting.DatabaseKind;

namespace Federation.Scenarios;

/// <summary>Members who enter while a draw closes, at three nodes: each entry that was taken is a ticket, and no
/// other.</summary>
public sealed class DrawRaceTests
{
    private const int Callers = 30;

    [Fact]
    public async Task Entering_WhileTwoNodesClose_TakesATicketOrNothing()
    {
        await using var nodes = await ThreeNodes.StartAsync(DatabaseKind.Postgres);
        var aster = nodes.Aster[0];
        var name = await DrawsMade.OpenAsync(aster, "spring", "aster", 10);
        var members = new List<string>();
        for (var i = 0; i < Callers; i++)
        {
            members.Add(await Alliance.GivenMemberAsync(aster, $"member{i}"));
            await Alliance.EarnAsync(aster, "aster", members[i], 100);
        }

        var entering = members.Select((member, i) => EnterAsync(nodes.Aster[i % ThreeNodes.Count], name, member))
            .ToList();
        // Some are in before the closing time comes; others are on their way.
        await Task.WhenAll(entering.Take(3).Select(e => e.First));
        await DrawsMade.PassAsync(nodes.Alliance, TimeSpan.FromHours(1));
        var closing = nodes.Aster.Skip(1).Select(node => CloseAsync(node, name)).ToList();
        await Task.WhenAll(closing);
        var entered = await Task.WhenAll(entering.Select(e => e.All));
        var closed = (await aster.Draws.CloseDrawAsync((await closing[0]) ?? (await closing[1])!)).Draw;

        Assert.Equal((DrawState.Closed, entered.Sum()), (closed.State, closed.Tickets));
        for (var i = 0; i < Callers; i++)
        {
            Assert.Equal(100 - (10 * entered[i]), await Alliance.BalanceOfAsync(aster, "aster", members[i]));
            var proof = await aster.Draws.GetDrawProofAsync(new() { Name = name, Member = members[i] });
            Assert.Equal(entered[i], proof.Proofs.Count);
            Assert.All(proof.Proofs, p => Assert.True(TicketTree.Proves(
                closed.Root.Span, closed.Tickets, p.Number, proof.Pseudonym.Span,
                [.. p.Siblings.Select(s => s.ToByteArray())])));
        }
        await nodes.AssertWellAsync();
    }

    /// <summary>Enters five times; when the first is in or refused, and how many were.</summary>
    private static (Task First, Task<int> All) EnterAsync(FederationClient node, string name, string member)
    {
        var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return (first.Task, AllAsync());

        async Task<int> AllAsync()
        {
            var entered = 0;
            for (var i = 0; i < 5; i++)
            {
                if (await TryAsync(node, DrawsMade.Entering(name, member)))
                    entered++;
                first.TrySetResult();
            }
            return entered;
        }
    }

    private static async Task<bool> TryAsync(FederationClient node, EnterDrawRequest request)
    {
        while (true)
            try
            {
                await node.Draws.EnterDrawAsync(request);
                return true;
            }
            catch (RefusedException e) when (e.Refusal.Reason == ErrorReason.DrawNotOpen)
            {
                return false;
            }
            catch (RefusedException e) when (e.Refusal.Reason == ErrorReason.Contended)
            {
                await Task.Yield();
            }
    }

    /// <summary>The request that closed it; null where another was first.</summary>
    private static async Task<CloseDrawRequest?> CloseAsync(FederationClient node, string name)
    {
        var request = DrawsMade.Closing(name);
        while (true)
            try
            {
                await node.Draws.CloseDrawAsync(request);
                return request;
            }
            catch (RefusedException e) when (e.Refusal.Reason == ErrorReason.DrawTooLate)
            {
                return null;
            }
            catch (RefusedException e) when (e.Refusal.Reason == ErrorReason.Contended)
            {
                await Task.Yield();
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.Aborted)
            {
                await Task.Yield();
            }
    }
}
