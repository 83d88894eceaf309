namespace Federation.Programs;

/// <summary>The orders of a period, compared.</summary>
/// <param name="Comparison">What they come to.</param>
/// <param name="Unearned">Orders that were left out because their coins are not earned yet.</param>
/// <param name="Unknown">Orders that were left out because their records say too little.</param>
internal sealed record ComparedPeriod(Comparison Comparison, long Unearned, long Unknown);
