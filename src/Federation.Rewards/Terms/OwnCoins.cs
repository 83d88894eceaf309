using Federation.Errors.V1;
using Federation.Hosting;

namespace Federation.Rewards;

/// <summary>The coins that a brand's rewards and draws are paid with: its own. Pure.</summary>
internal static class OwnCoins
{
    /// <summary>COIN_NOT_FOUND, or NOT_YOURS for a coin of another brand; null for one of the brand's own.</summary>
    public static Refusal? Refuses(string name, string partner, DirectorySnapshot directory)
    {
        if (!directory.Coins.TryGetValue(ResourceNames.LastPart(name), out var coin))
            return Refusal.NotFound(ErrorReason.CoinNotFound, name);
        return coin.PartnerId == partner ? null : new Refusal(
            ErrorReason.NotYours, $"{name} is not a coin of {ResourceNames.Partner(partner)}.");
    }
}
