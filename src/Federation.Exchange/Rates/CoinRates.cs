namespace Federation.Exchange;

/// <summary>What a coin's issuer asks and pays, in settlement units.</summary>
internal readonly record struct CoinRates(long OnValue, long OffValue);
