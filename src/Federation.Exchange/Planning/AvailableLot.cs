namespace Federation.Exchange;

/// <summary>Units of a coin that are available until they expire.</summary>
/// <param name="Units">0 or more.</param>
/// <param name="ExpireTime">Null for never.</param>
internal readonly record struct AvailableLot(long Units, DateTimeOffset? ExpireTime);
