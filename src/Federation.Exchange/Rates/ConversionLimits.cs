namespace Federation.Exchange;

/// <summary>Source units of one conversion, at least and at most; 0 for no limit.</summary>
internal readonly record struct ConversionLimits(long MinimumUnits, long MaximumUnits)
{
    public bool Allows(long sourceUnits) =>
        sourceUnits >= MinimumUnits && (MaximumUnits == 0 || sourceUnits <= MaximumUnits);
}
