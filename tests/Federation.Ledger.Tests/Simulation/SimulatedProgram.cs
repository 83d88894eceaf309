namespace Federation.Ledger.Tests;

/// <summary>What a programme decides: coins for a member, or a member's coins, counted on tallies that all of its
/// callers share.</summary>
internal sealed class SimulatedProgram(VirtualWorld world)
{
    private const int MostParts = 4;

    /// <summary>The bounds of the tallies, which every bundle names.</summary>
    public static readonly IReadOnlyDictionary<string, (long Least, long Most)> Bounds =
        new Dictionary<string, (long, long)>(StringComparer.Ordinal)
        {
            ["budget"] = (0, 400),
            ["stock"] = (-60, 60),
            ["visits"] = (0, 1000),
        };

    /// <summary>Makes a bundle.</summary>
    /// <param name="request">The head's request.</param>
    /// <param name="part">Makes a step that may be one of its parts.</param>
    public Sent Next(string request, Func<string, Step> part)
    {
        var parts = Enumerable.Range(0, world.Chance.Next(MostParts + 1)).Select(i => part($"{request}-p{i}")).ToList();
        var tallies = Bounds.Keys.Where(_ => world.Happens(500)).ToList();
        var head = new Step(
            world.Happens(700) ? "program" : "reward", request, parts.Count > 0 ? parts[0].Wallet : "ann", 0)
        {
            Tallies = [.. (tallies.Count > 0 ? tallies : ["visits"]).Select(Move)],
            NotAfter = world.Happens(30)
                ? new When(world.Now + TimeSpan.FromMilliseconds(world.Chance.Next(3000)), TimeSpan.Zero) : null,
            Uses = world.Happens(150) ? $"code{world.Chance.Next(6)}" : null,
        };
        return new Sent([head, .. parts], Atomic: true);
    }

    private TallyMove Move(string tally)
    {
        var (least, most) = Bounds[tally];
        var move = tally switch
        {
            "budget" => new TallyMove(tally, false, world.Chance.Next(1, 40)),
            "stock" => new TallyMove(tally, false, world.Chance.Next(-15, 16)),
            _ => new TallyMove(tally, world.Happens(200), world.Chance.Next(1, 5)),
        };
        return move with { AtLeast = least, AtMost = most, Reads = world.Happens(400) };
    }
}
