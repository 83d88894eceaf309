using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Programs.V1;

namespace Federation.Programs;

/// <summary>Whose coins a rule set gives. Pure.</summary>
internal static class TermsCoins
{
    /// <summary>COIN_NOT_FOUND, or NOT_YOURS for a coin of another brand than the programme's; null where all are its
    /// own. What is no coin's name is another's to refuse.</summary>
    public static Refusal? Refuses(RuleSetTerms terms, string partner, DirectorySnapshot directory)
    {
        foreach (var name in terms.Coins)
        {
            if (!ResourceNames.TryCoin(name, out var id))
                continue;
            if (!directory.Coins.TryGetValue(id, out var coin))
                return Refusal.NotFound(ErrorReason.CoinNotFound, name);
            if (coin.PartnerId != partner)
                return new Refusal(
                    ErrorReason.NotYours, $"{name} is not a coin of {ResourceNames.Partner(partner)}.");
        }
        return null;
    }
}
