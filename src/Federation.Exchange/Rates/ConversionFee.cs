namespace Federation.Exchange;

/// <summary>The alliance's fee for one conversion.</summary>
/// <param name="BasisPoints">Of what is paid: 0 to 9999.</param>
/// <param name="FixedUnits">Settlement units for each conversion: 0 to 2^40.</param>
internal readonly record struct ConversionFee(int BasisPoints, long FixedUnits);
