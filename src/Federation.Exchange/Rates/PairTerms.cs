namespace Federation.Exchange;

/// <summary>What a board says of one directed pair.</summary>
internal readonly record struct PairTerms(Rate Rate, ConversionLimits Limits)
{
    public long MinimumUnits => Limits.MinimumUnits;

    public long MaximumUnits => Limits.MaximumUnits;
}
