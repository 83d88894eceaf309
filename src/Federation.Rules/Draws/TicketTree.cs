using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Federation.Rules;

/// <summary>The Merkle tree over a draw's tickets, hashed as RFC 6962 does. A ticket's leaf is its number and its
/// member's pseudonym in this draw. Pure.</summary>
public sealed class TicketTree
{
    /// <summary>The most tickets that a tree holds.</summary>
    public const int MaximumTickets = 10_000_000;

    private const int HashBytes = 32;
    private const int LeafOnStack = 256;
    private readonly List<byte[]> levels = [];

    /// <param name="pseudonyms">By number, from 0 on, whose ticket it is; at most <see cref="MaximumTickets"/>.</param>
    public TicketTree(IReadOnlyList<byte[]> pseudonyms)
        : this(LeavesOf(pseudonyms, 0))
    {
    }

    private TicketTree(byte[] level)
    {
        Count = level.Length / HashBytes;
        levels.Add(level);
        while (levels[^1].Length > HashBytes)
            levels.Add(Above(levels[^1]));
    }

    /// <summary>The part of a tree over the tickets from a number on.</summary>
    internal static TicketTree PartOf(IReadOnlyList<byte[]> pseudonyms, int first) => new(LeavesOf(pseudonyms, first));

    /// <summary>The upper part of a tree, over the roots of its lower parts.</summary>
    internal static TicketTree Over(byte[] roots) => new(roots);

    /// <summary>How many tickets there are.</summary>
    public int Count { get; }

    /// <summary>The root; of no tickets the hash of nothing.</summary>
    public byte[] Root => Count == 0 ? SHA256.HashData([]) : [.. levels[^1]];

    /// <summary>What shows that a ticket is under the root: the siblings on its way up, from the leaf on.</summary>
    public IReadOnlyList<byte[]> ProofOf(int number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(number, Count);
        var proof = new List<byte[]>();
        foreach (var level in levels.Take(levels.Count - 1))
        {
            var sibling = number ^ 1;
            if ((sibling + 1) * HashBytes <= level.Length)
                proof.Add(level.AsSpan(sibling * HashBytes, HashBytes).ToArray());
            number >>= 1;
        }
        return proof;
    }

    /// <summary>Whether a proof shows that the ticket is one of so many under the root.</summary>
    public static bool Proves(
        ReadOnlySpan<byte> root, long count, long number, ReadOnlySpan<byte> pseudonym,
        IReadOnlyList<byte[]> proof)
    {
        if (number < 0 || number >= count || proof.Any(sibling => sibling.Length != HashBytes))
            return false;
        var hash = LeafOf(number, pseudonym);
        var (at, last, used) = (number, count - 1, 0);
        for (; last > 0; at >>= 1, last >>= 1)
        {
            // The last node of a level with an odd number of them goes up as it is.
            if (at == last && (at & 1) == 0)
                continue;
            if (used == proof.Count)
                return false;
            hash = (at & 1) == 0 ? NodeOf(hash, proof[used]) : NodeOf(proof[used], hash);
            used++;
        }
        return used == proof.Count && root.SequenceEqual(hash);
    }

    /// <summary>The hash of a ticket.</summary>
    public static byte[] LeafOf(long number, ReadOnlySpan<byte> pseudonym)
    {
        const int lengthAt = 1;
        const int numberAt = lengthAt + sizeof(int);
        const int pseudonymLengthAt = numberAt + sizeof(long);
        const int pseudonymAt = pseudonymLengthAt + sizeof(int);
        var size = pseudonymAt + pseudonym.Length;
        Span<byte> leaf = size <= LeafOnStack ? stackalloc byte[size] : new byte[size];
        leaf[0] = 0;
        BinaryPrimitives.WriteInt32BigEndian(leaf[lengthAt..], sizeof(long));
        BinaryPrimitives.WriteInt64BigEndian(leaf[numberAt..], number);
        BinaryPrimitives.WriteInt32BigEndian(leaf[pseudonymLengthAt..], pseudonym.Length);
        pseudonym.CopyTo(leaf[pseudonymAt..]);
        return SHA256.HashData(leaf);
    }

    private static byte[] LeavesOf(IReadOnlyList<byte[]> pseudonyms, int first)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pseudonyms.Count, MaximumTickets, nameof(pseudonyms));
        var leaves = new byte[pseudonyms.Count * HashBytes];
        for (var place = 0; place < pseudonyms.Count; place++)
            LeafOf(first + place, pseudonyms[place]).CopyTo(leaves.AsSpan(place * HashBytes));
        return leaves;
    }

    private static byte[] NodeOf(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        Span<byte> node = stackalloc byte[1 + (2 * HashBytes)];
        node[0] = 1;
        left.CopyTo(node[1..]);
        right.CopyTo(node[(1 + HashBytes)..]);
        return SHA256.HashData(node);
    }

    private static byte[] Above(byte[] level)
    {
        var count = level.Length / HashBytes;
        var above = new byte[(count + 1) / 2 * HashBytes];
        for (var i = 0; i + 1 < count; i += 2)
            NodeOf(level.AsSpan(i * HashBytes, HashBytes), level.AsSpan((i + 1) * HashBytes, HashBytes))
                .CopyTo(above.AsSpan(i / 2 * HashBytes));
        if (count % 2 == 1)
            level.AsSpan((count - 1) * HashBytes).CopyTo(above.AsSpan(count / 2 * HashBytes));
        return above;
    }
}
