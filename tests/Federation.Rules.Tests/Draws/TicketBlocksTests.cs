using System.Buffers.Binary;

namespace Federation.Rules.Tests;

/// <summary>Blocks of tickets are the tree by another way.</summary>
public sealed class TicketBlocksTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1023)]
    [InlineData(1024)]
    [InlineData(1025)]
    [InlineData(2048)]
    [InlineData(3073)]
    [InlineData(5000)]
    public void Blocks_HaveTheRootAndTheProofsOfTheTree(int count)
    {
        var pseudonyms = Enumerable.Range(0, count).Select(PseudonymOf).ToList();
        var tree = new TicketTree(pseudonyms);
        var roots = TicketBlocks.RootsOf(pseudonyms);
        Assert.Equal(tree.Root, TicketBlocks.RootOver(roots));
        for (var first = 0; first < count; first += TicketBlocks.Tickets)
        {
            var block = pseudonyms.Skip(first).Take(TicketBlocks.Tickets).ToList();
            var numbers = new[] { first, first + (block.Count / 2), first + block.Count - 1 };
            var proofs = TicketBlocks.ProofsOf(numbers, first, block, roots);
            foreach (var (number, proof) in numbers.Zip(proofs))
            {
                Assert.Equal(tree.ProofOf(number), proof);
                Assert.True(TicketTree.Proves(tree.Root, count, number, pseudonyms[number], proof));
            }
        }
    }

    private static byte[] PseudonymOf(int number)
    {
        var pseudonym = new byte[16];
        BinaryPrimitives.WriteInt32BigEndian(pseudonym, number);
        return pseudonym;
    }
}
