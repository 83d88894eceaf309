namespace Federation.Design;

/// <summary>What a party keeps of a payment.</summary>
/// <param name="Party">Its name.</param>
/// <param name="Share">How much, as text: <c>5%</c>.</param>
public sealed record KeptShare(string Party, string Share);
