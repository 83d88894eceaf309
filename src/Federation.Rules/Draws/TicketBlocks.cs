namespace Federation.Rules;

/// <summary>A draw's tickets in blocks of 1,024, each a subtree of the tree: with the roots of all blocks, a proof
/// needs the tickets of one block alone. Pure.</summary>
public static class TicketBlocks
{
    /// <summary>How many tickets a block has; the last one may have fewer.</summary>
    public const int Tickets = 1024;

    private const int HashBytes = 32;

    /// <summary>The roots of the blocks, one after the other.</summary>
    /// <param name="pseudonyms">By number, from 0 on, whose ticket it is.</param>
    public static byte[] RootsOf(IReadOnlyList<byte[]> pseudonyms)
    {
        var roots = new byte[(pseudonyms.Count + Tickets - 1) / Tickets * HashBytes];
        for (var first = 0; first < pseudonyms.Count; first += Tickets)
        {
            var block = pseudonyms.Skip(first).Take(Tickets).ToList();
            TicketTree.PartOf(block, first).Root.CopyTo(roots.AsSpan(first / Tickets * HashBytes));
        }
        return roots;
    }

    /// <summary>The root over all tickets.</summary>
    /// <param name="roots">See <see cref="RootsOf"/>.</param>
    public static byte[] RootOver(byte[] roots) => TicketTree.Over(roots).Root;

    /// <summary>The proofs of tickets of one block, as <see cref="TicketTree.ProofOf"/> makes them.</summary>
    /// <param name="numbers">The numbers of the tickets.</param>
    /// <param name="first">The number of the block's first ticket.</param>
    /// <param name="pseudonyms">Whose the block's tickets are.</param>
    /// <param name="roots">See <see cref="RootsOf"/>.</param>
    public static IReadOnlyList<IReadOnlyList<byte[]>> ProofsOf(
        IEnumerable<int> numbers, int first, IReadOnlyList<byte[]> pseudonyms, byte[] roots)
    {
        var block = TicketTree.PartOf(pseudonyms, first);
        var above = TicketTree.Over(roots).ProofOf(first / Tickets);
        return [.. numbers.Select(number => (IReadOnlyList<byte[]>)[.. block.ProofOf(number - first), .. above])];
    }
}
