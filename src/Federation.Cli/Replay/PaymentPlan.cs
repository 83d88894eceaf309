namespace Federation.Cli;

/// <summary>A payment to ask for: all of the source's coins, or exactly so many of the till's.</summary>
/// <param name="Source">The brand whose coins pay.</param>
/// <param name="PayUnits">The source coins to pay with; null: as many as <paramref name="AmountUnits"/> take.</param>
/// <param name="AmountUnits">The till's coins to get; null: as many as <paramref name="PayUnits"/> give.</param>
internal readonly record struct PaymentPlan(string Source, long? PayUnits, long? AmountUnits);
