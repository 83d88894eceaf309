namespace Federation.Programs;

/// <summary>An order that gives another number of coins than it should.</summary>
/// <param name="Order">The order's id.</param>
/// <param name="Steps">How many steps it had when it was compared.</param>
/// <param name="Difference">What is to be given, or taken where it is negative.</param>
/// <param name="Units">By what its coins are corrected then.</param>
internal sealed record ComparedOrder(Guid Order, int Steps, long Difference, long Units);
