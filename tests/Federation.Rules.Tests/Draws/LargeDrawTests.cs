using System.Buffers.Binary;

namespace Federation.Rules.Tests;

/// <summary>A draw as large as a draw is expected to be.</summary>
public sealed class LargeDrawTests
{
    private const int Tickets = 1_000_000;
    private const int Prizes = 1000;

    [Fact]
    public void Draw_OfAMillionTickets_ProvesItsWinners()
    {
        var holders = Enumerable.Range(0, Tickets).Select(HolderOf).ToList();
        var tree = new TicketTree(holders);
        var seed = DrawSeeds.SeedOf("partners/aster/draws/large", new byte[32], tree.Root, Tickets, "17 23 42");
        var winners = DrawWinners.Of(seed, holders, 1).Take(Prizes).ToList();
        Assert.All(
            winners,
            number => Assert.True(
                TicketTree.Proves(tree.Root, Tickets, number, holders[number], tree.ProofOf(number))));
        Assert.Equal(Prizes, winners.Distinct().Count());
    }

    private static byte[] HolderOf(int number)
    {
        var holder = new byte[16];
        BinaryPrimitives.WriteInt32BigEndian(holder, number);
        return holder;
    }
}
