using System.Buffers.Binary;
using System.Security.Cryptography;
using Federation.Rules;

namespace Federation.Bench;

/// <summary>A draw of a million tickets: its root, a thousand winners and their proofs; and beside it the plain hashing
/// of as many leaves of the same length. What counts are tickets.</summary>
internal static class DrawPaths
{
    private const int Tickets = 1_000_000;
    private const int Prizes = 1000;
    private const int LeafBytes = 33;

    public static BenchPath[] All
    {
        get
        {
            var holders = Enumerable.Range(0, Tickets).Select(HolderOf).ToList();
            return
            [
                LoadPath.Closed("draw_close", 1, _ => Task.FromResult(Close(holders))),
                LoadPath.Closed("draw_hash", 1, _ => Task.FromResult(Hash())),
            ];
        }
    }

    private static int Close(IReadOnlyList<byte[]> holders)
    {
        var tree = new TicketTree(holders);
        var seed = DrawSeeds.SeedOf("partners/aster/draws/large", new byte[32], tree.Root, Tickets, "17 23 42");
        foreach (var winner in DrawWinners.Of(seed, holders, 1).Take(Prizes))
            tree.ProofOf(winner);
        return Tickets;
    }

    private static int Hash()
    {
        Span<byte> leaf = stackalloc byte[LeafBytes];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        for (var number = 0; number < Tickets; number++)
        {
            BinaryPrimitives.WriteInt32BigEndian(leaf, number);
            SHA256.HashData(leaf, hash);
        }
        return Tickets;
    }

    private static byte[] HolderOf(int number)
    {
        var holder = new byte[16];
        BinaryPrimitives.WriteInt32BigEndian(holder, number);
        return holder;
    }
}
