using Federation.Design;

namespace Federation.Web;

/// <summary>A coin at a shop.</summary>
/// <param name="View">What arrives; null where nothing does, or where nobody says what it is worth.</param>
/// <param name="Own">How many the shop takes as they are: its own coins, whose worth nobody says.</param>
/// <param name="WhyNot">Why nothing arrives.</param>
public sealed record WorthPlace(ArrivalView? View, CoinAmount? Own, string WhyNot)
{
    /// <summary>Whether the shop takes any.</summary>
    public bool IsTaken => View is not null || Own is not null;
}
