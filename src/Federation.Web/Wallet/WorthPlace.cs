namespace Federation.Web;

/// <summary>A coin at a shop.</summary>
/// <param name="View">What arrives; null where nothing does.</param>
/// <param name="WhyNot">Why nothing arrives.</param>
public sealed record WorthPlace(ArrivalView? View, string WhyNot);
