namespace Federation.Exchange;

/// <summary>A piece of an offer in the order of taking: the offer gives up to so many target units in all.</summary>
internal readonly record struct LotRange(int Offer, long Until);
