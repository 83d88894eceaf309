namespace Federation.Design;

/// <summary>Money, as a page shows it.</summary>
/// <param name="Units">The number of units.</param>
/// <param name="Scale">How many decimal places a unit has: 2 for pennies.</param>
/// <param name="Currency">The ISO 4217 code.</param>
public readonly record struct MoneyAmount(long Units, int Scale, string Currency);
