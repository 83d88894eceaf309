using Federation.Programs.V1;

namespace Federation.Rules.Tests;

/// <summary>That a rule was given: how often what is fixed, and the coupons that it used, one name a use.</summary>
internal sealed record Giving(Rule Rule, int Times, IReadOnlyList<string> Coupons);
