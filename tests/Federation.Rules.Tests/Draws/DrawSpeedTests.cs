using System.Buffers.Binary;
using System.Diagnostics;
using System.Security.Cryptography;

namespace Federation.Rules.Tests;

/// <summary>How long a large draw takes, beside the plain hashing of as many leaves.</summary>
public sealed class DrawSpeedTests(ITestOutputHelper output)
{
    private const int Tickets = 1_000_000;
    private const int Prizes = 1000;
    private const int LeafBytes = 33;

    [Fact]
    public void Draw_OfAMillionTickets_IsReadyWithinTenSeconds()
    {
        var holders = Enumerable.Range(0, Tickets).Select(HolderOf).ToList();
        var hashing = Timed(() => HashLeaves());
        TicketTree? tree = null;
        var closing = Timed(() => tree = new TicketTree(holders));
        var root = tree!.Root;
        var seed = DrawSeeds.SeedOf("partners/aster/draws/large", new byte[32], root, Tickets, "17 23 42");
        int[] winners = [];
        var picking = Timed(() => winners = [.. DrawWinners.Of(seed, holders, 1).Take(Prizes)]);
        var proofs = new List<IReadOnlyList<byte[]>>();
        var proving = Timed(() => proofs.AddRange(winners.Select(tree.ProofOf)));
        output.WriteLine(
            $"SHA-256 of {Tickets} leaves {hashing.TotalMilliseconds:F0} ms; root {closing.TotalMilliseconds:F0} ms, "
            + $"ratio {closing / hashing:F1}; {Prizes} winners {picking.TotalMilliseconds:F1} ms; "
            + $"{Prizes} proofs {proving.TotalMilliseconds:F1} ms");
        Assert.All(
            winners.Zip(proofs),
            of => Assert.True(TicketTree.Proves(root, Tickets, of.First, holders[of.First], of.Second)));
        Assert.Equal(Prizes, winners.Distinct().Count());
        Assert.InRange((closing + picking + proving).TotalSeconds, 0, 10);
    }

    /// <summary>As many leaves of the same length, and nothing else.</summary>
    private static void HashLeaves()
    {
        Span<byte> leaf = stackalloc byte[LeafBytes];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        for (var number = 0; number < Tickets; number++)
        {
            BinaryPrimitives.WriteInt32BigEndian(leaf, number);
            SHA256.HashData(leaf, hash);
        }
    }

    private static byte[] HolderOf(int number)
    {
        var holder = new byte[16];
        BinaryPrimitives.WriteInt32BigEndian(holder, number);
        return holder;
    }

    private static TimeSpan Timed(Action work)
    {
        var from = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(from);
    }
}
