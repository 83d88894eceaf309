namespace Federation.Design;

/// <summary>One coin of a payment.</summary>
/// <param name="Coin">The id of the coin that was given.</param>
/// <param name="Given">How many were given.</param>
/// <param name="Taken">What they became.</param>
/// <param name="Worth">What they were worth at their own shop.</param>
/// <param name="How">The rates, in a sentence.</param>
public sealed record ReceiptLeg(string Coin, CoinAmount Given, CoinAmount Taken, MoneyAmount Worth, string How);
