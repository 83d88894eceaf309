using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;

namespace Federation.Rules;

/// <summary>The order in which a draw picks its tickets: each pick takes one of those that are left, with equal
/// chances, by a seed. Pure.</summary>
public static class DrawPicks
{
    private static readonly BigInteger Range = BigInteger.One << 256;

    /// <summary>The numbers of the tickets, as they are picked, to the last one.</summary>
    /// <param name="seed">See <see cref="DrawSeeds.SeedOf"/>.</param>
    /// <param name="tickets">How many tickets there are, numbered from 0.</param>
    public static IEnumerable<int> Of(byte[] seed, int tickets)
    {
        var left = new TicketsLeft(tickets);
        for (var pick = 0L; left.Count > 0; pick++)
            yield return left.Take(PlaceOf(seed, pick, left.Count));
    }

    /// <summary>Which of so many tickets the pick takes. A value from the uneven end of the range would favour the
    /// first tickets, so the next attempt is made.</summary>
    private static int PlaceOf(byte[] seed, long pick, int count)
    {
        Span<byte> message = stackalloc byte[sizeof(long) + sizeof(int)];
        Span<byte> value = stackalloc byte[32];
        var even = Range / count * count;
        BinaryPrimitives.WriteInt64BigEndian(message, pick);
        for (var attempt = 0; ; attempt++)
        {
            BinaryPrimitives.WriteInt32BigEndian(message[sizeof(long)..], attempt);
            HMACSHA256.HashData(seed, message, value);
            var number = new BigInteger(value, isUnsigned: true, isBigEndian: true);
            if (number < even)
                return (int)(number % count);
        }
    }

    /// <summary>Tickets in the order of their numbers, of which the n-th is taken in the logarithm of their
    /// number: a Fenwick tree of how many are left.</summary>
    private sealed class TicketsLeft
    {
        private readonly int[] counts;
        private readonly int highest;

        public TicketsLeft(int count)
        {
            Count = count;
            counts = new int[count + 1];
            for (var i = 1; i <= count; i++)
                counts[i] = i & -i;
            highest = count == 0 ? 0 : 1 << BitOperations.Log2((uint)count);
        }

        public int Count { get; private set; }

        /// <summary>Takes the ticket at a place, from 0, among those that are left; its number.</summary>
        public int Take(int place)
        {
            var (number, before) = (0, place);
            for (var step = highest; step > 0; step >>= 1)
                if (number + step < counts.Length && counts[number + step] <= before)
                {
                    number += step;
                    before -= counts[number];
                }
            for (var i = number + 1; i < counts.Length; i += i & -i)
                counts[i]--;
            Count--;
            return number;
        }
    }
}
