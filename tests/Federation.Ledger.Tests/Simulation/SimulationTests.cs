using Federation.Testing;

namespace Federation.Ledger.Tests;

/// <summary>
/// The ledger's writers on nodes that crash, over a database that stalls, fails and loses answers, in virtual time and
/// in an order that the seed decides. FEDERATION_SIMULATION_SEEDS is how many (1,000), FEDERATION_SIMULATION_SEED the
/// first.
/// </summary>
public sealed class SimulationTests
{
    [Fact]
    public void Cluster_WithFaults_KeepsWhatItAcknowledged()
    {
        var (count, first) = (TestSettings.Number("FEDERATION_SIMULATION_SEEDS", 1000),
            TestSettings.Number("FEDERATION_SIMULATION_SEED", Environment.TickCount & 0xFFFFFF));
        var (commands, unanswered) = (0L, 0L);
        for (var seed = first; seed < first + count; seed++)
        {
            using var cluster = new SimulatedCluster(seed);
            try
            {
                cluster.Run();
                (commands, unanswered) = (commands + cluster.Commands, unanswered + cluster.Unanswered);
            }
            catch (Exception e)
            {
                Assert.Fail($"FEDERATION_SIMULATION_SEED={seed} FEDERATION_SIMULATION_SEEDS=1: {e}\n{cluster.Trace}");
            }
        }
        // Given up are some of those that were never answered; a batch that earns on a purchase and refunds it contends
        // with itself.
        Assert.InRange(unanswered, 0, commands / 4);
    }

    [Fact]
    public void Cluster_SameSeed_GoesTheSameWay()
    {
        for (var seed = 1; seed <= 20; seed++)
        {
            using var one = new SimulatedCluster(seed);
            using var two = new SimulatedCluster(seed);
            one.Run();
            two.Run();
            Assert.Equal(one.Trace, two.Trace);
        }
    }
}
