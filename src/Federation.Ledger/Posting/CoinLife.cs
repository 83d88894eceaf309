namespace Federation.Ledger;

/// <summary>From when on coins can be spent and when they are gone, where a command says so itself.</summary>
/// <param name="AvailableTime">From when on they can be spent, in alliance time; null: at once.</param>
/// <param name="ExpireTime">When they are gone, in alliance time; null: by the coin's own rule.</param>
internal readonly record struct CoinLife(DateTimeOffset? AvailableTime = null, DateTimeOffset? ExpireTime = null);
