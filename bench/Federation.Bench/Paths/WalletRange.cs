using Federation.Ledger;

namespace Federation.Bench;

/// <summary>Wallets by number, computed: the members of some coins, coin by coin in turn.</summary>
/// <param name="Coins">The coins' ids.</param>
/// <param name="Count">How many wallets; a multiple of the coins.</param>
internal sealed record WalletRange(IReadOnlyList<string> Coins, int Count)
{
    public WalletKey At(int number) => new(MemberOf(number), Coins[number % Coins.Count]);

    /// <summary>A wallet by chance.</summary>
    public int Any() => Random.Shared.Next(Count);

    /// <summary>Another wallet of the same coin, whose commands go to the same one of so many writers.</summary>
    public int Partner(int number, int writers)
    {
        var share = ShareOf(number, writers);
        while (true)
        {
            var other = (Random.Shared.Next(Count / Coins.Count) * Coins.Count) + (number % Coins.Count);
            if (other != number && ShareOf(other, writers) == share)
                return other;
        }
    }

    private static int ShareOf(int number, int writers) => (MemberOf(number).GetHashCode() & int.MaxValue) % writers;

    /// <summary>As version 7: growing, with something random behind, here by a mix of the number's bits.</summary>
    private static Guid MemberOf(int number)
    {
        var mixed = (ulong)number;
        unchecked
        {
            mixed = (mixed + 0x9E3779B97F4A7C15) * 0xBF58476D1CE4E5B9;
            mixed ^= mixed >> 29;
        }
        return new Guid(number, 0, 0x7000, [.. BitConverter.GetBytes(mixed)]);
    }
}
