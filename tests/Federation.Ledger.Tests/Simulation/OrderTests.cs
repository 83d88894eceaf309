using Federation.Hosting;

namespace Federation.Ledger.Tests;

/// <summary>A writer has two groups under way, and what comes first is decided first, whatever fails
/// meanwhile.</summary>
public sealed class OrderTests
{
    private const int Commands = 60;

    [Fact]
    public void Commands_SentInOrder_AreDecidedInOrderThroughFaults()
    {
        for (var seed = 1; seed <= 200; seed++)
        {
            var refused = Run(seed, out var groups);
            Assert.True(refused.Count == 0, $"seed {seed}: " + string.Join(", ", refused));
            Assert.True(groups > 10, $"seed {seed}: only {groups} groups");
        }
    }

    /// <summary>Coins are earned and spent in turns, all without waiting for an answer: in any other order some are
    /// missing.</summary>
    /// <returns>What was refused.</returns>
    private static List<string> Run(int seed, out int groups)
    {
        var world = new VirtualWorld(seed);
        var books = new MemoryBooks();
        var database = new SimulatedDatabase(world, books);
        var options = new LedgerOptions
        {
            Writers = 1,
            GroupSize = world.Chance.Next(1, 6),
            Attempts = 100,
            SettleAttempts = 100
        };
        var rates = new FaultRates(Stall: 20, Transient: 100, LostRequest: 30, LostAnswer: 60);
        var policies = new CoinPolicies(new Dictionary<string, CoinPolicy> { ["aster"] = new CoinRule().ToPolicy() });
        using var meter = new LedgerMeter();
        using var node = new SimulatedNode(
            world, database, () => policies, options, meter, () => rates, "node", TimeSpan.Zero);
        var commandsOf = new StepCommands(books);
        var refused = new List<string>();
        world.Run(new VirtualWorld.Place(world, "main"), async () =>
        {
            using var stop = new CancellationTokenSource();
            _ = node.RunAsync(stop.Token);
            var answers = new List<Task<IReadOnlyList<CommandOutcome>?>>();
            for (var i = 0; i < Commands; i++)
            {
                var command = commandsOf.Of(new Step(i % 2 == 0 ? "earn" : "redeem", $"r{i}", "ann", 1), world.Now);
                answers.Add(node.SubmitAsync([command], false, false));
                // Time moves when all that was ready has run: each is in the queue before the next is sent.
                await world.PauseAsync(TimeSpan.FromMilliseconds(1));
            }
            for (var i = 0; i < Commands; i++)
                if ((await answers[i])![0].Refusal is { } refusal)
                    refused.Add($"r{i} {Refusal.NameOf(refusal.Reason)}");
            await stop.CancelAsync();
        }, maxSteps: 1_000_000);
        groups = books.Groups.Count;
        return refused;
    }
}
