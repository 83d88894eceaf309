namespace Federation.Design;

/// <summary>What a party got of a payment.</summary>
/// <param name="Coin">The id of the party's coin; null for the alliance.</param>
/// <param name="Party">Who, and for what.</param>
/// <param name="Gets">How much.</param>
public sealed record ReceiptShare(string? Coin, string Party, MoneyAmount Gets);
