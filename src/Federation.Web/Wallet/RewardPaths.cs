namespace Federation.Web;

/// <summary>Addresses of the wallet's pages of rewards. The ids come from the alliance, which allows few letters.
/// </summary>
internal static class RewardPaths
{
    public const string All = "/rewards";
    public const string Redemptions = "/redemptions";

    /// <summary>Of a reward, <c>partners/{p}/rewards/{id}</c>.</summary>
    public static string OfReward(string name) =>
        $"{All}/{ResourceNames.FirstId(name)}/{ResourceNames.LastPart(name)}";

    /// <summary>Of a redemption, <c>partners/{p}/redemptions/{uuid}</c>.</summary>
    public static string OfRedemption(string name) =>
        $"{Redemptions}/{ResourceNames.FirstId(name)}/{ResourceNames.LastPart(name)}";
}
