using Federation.Exchange.V1;

namespace Federation.Web;

/// <summary>What a brand's coin and another one become of each other.</summary>
/// <param name="Coin">The other one.</param>
/// <param name="Out">What the brand's coin becomes; null: it is not exchanged into it.</param>
/// <param name="OutBefore">The same on the board in force; null: that has no such pair, or it is this board.</param>
/// <param name="In">What the other one becomes of the brand's.</param>
/// <param name="InBefore">The same on the board in force.</param>
internal sealed record RateRow(string Coin, PairRate? Out, PairRate? OutBefore, PairRate? In, PairRate? InBefore);
