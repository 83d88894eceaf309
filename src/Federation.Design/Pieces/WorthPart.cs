namespace Federation.Design;

/// <summary>What the coins of one kind are worth.</summary>
/// <param name="Coin">The coin's id.</param>
/// <param name="Units">Its worth, in the units of the sum.</param>
public sealed record WorthPart(string Coin, long Units);
