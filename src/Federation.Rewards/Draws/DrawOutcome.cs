using System.Buffers.Binary;
using Federation.Rules;

namespace Federation.Rewards;

/// <summary>The winners of a drawn draw, as they are kept: each the number of its ticket in 4 bytes, big endian, and
/// the 16 bytes of the id by which the brand sees the member. Pure.</summary>
internal static class DrawOutcome
{
    private const int MemberBytes = 16;
    private const int WinnerBytes = sizeof(int) + MemberBytes;

    /// <summary>Who wins: one for each prize, or fewer where fewer can.</summary>
    /// <param name="seed">See <see cref="DrawSeeds.SeedOf"/>.</param>
    /// <param name="tickets">Whose each ticket is, by number.</param>
    /// <param name="winsPerHolder">How many prizes one holder can win.</param>
    /// <param name="prizes">How many there are.</param>
    public static byte[] Of(
        byte[] seed, (List<byte[]> Pseudonyms, List<byte[]> Members) tickets, int winsPerHolder, int prizes)
    {
        var numbers = DrawWinners.Of(seed, tickets.Pseudonyms, winsPerHolder).Take(prizes).ToList();
        var kept = new byte[numbers.Count * WinnerBytes];
        foreach (var (number, i) in numbers.Select((n, i) => (n, i)))
        {
            BinaryPrimitives.WriteInt32BigEndian(kept.AsSpan(i * WinnerBytes), number);
            tickets.Members[number].CopyTo(kept.AsSpan((i * WinnerBytes) + sizeof(int)));
        }
        return kept;
    }

    /// <summary>How many have won.</summary>
    public static int CountOf(byte[] kept) => kept.Length / WinnerBytes;

    /// <summary>Who has won at a place, counted from 0.</summary>
    public static (int Number, byte[] Member) At(byte[] kept, int place)
    {
        var winner = kept.AsSpan(place * WinnerBytes, WinnerBytes);
        return (BinaryPrimitives.ReadInt32BigEndian(winner), winner[sizeof(int)..].ToArray());
    }
}
