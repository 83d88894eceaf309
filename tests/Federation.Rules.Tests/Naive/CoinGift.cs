using System.Numerics;

namespace Federation.Rules.Tests;

/// <summary>Coins that an effect gives.</summary>
internal sealed record CoinGift(string Coin, BigInteger From, BigInteger Computed)
{
    /// <summary>What is given: what was computed until a limit cuts it.</summary>
    public BigInteger Units { get; set; } = Computed;

    public int Times { get; init; }

    /// <summary>The row of a table that said how many.</summary>
    public string TableKey { get; init; } = "";

    public int ExpireDays { get; init; }

    /// <summary>Of an event: the days after it from which they can be spent.</summary>
    public int AvailableDays { get; init; }

    public bool Promotional { get; init; }

    /// <summary>By what the coins are allocated to lines; nothing for a fixed number.</summary>
    public IReadOnlyList<(int Line, BigInteger Amount)> Weights { get; init; } = [];
}
