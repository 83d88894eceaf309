namespace Federation.Cli;

/// <summary>What one of a member's coins would give at a till.</summary>
/// <param name="Brand">The id of the coin and of its brand.</param>
/// <param name="Available">The coins that the member can spend.</param>
/// <param name="Gives">The till's coins that all of them would give.</param>
internal readonly record struct Offer(string Brand, long Available, long Gives);
