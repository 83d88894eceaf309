namespace Federation.Identity;

/// <summary>When, and how strongly, an authority of a company's own has seen the person prove who it is.</summary>
/// <param name="AuthTime">When.</param>
/// <param name="Acr">How strongly, in its own words; null where it does not say.</param>
internal sealed record OutsideProof(DateTimeOffset AuthTime, string? Acr);
