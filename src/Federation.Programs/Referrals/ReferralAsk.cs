using Federation.Accounts.Internal.V1;

namespace Federation.Programs;

/// <summary>That a member wants to give a code.</summary>
/// <param name="RuleSet">The rule set in force.</param>
/// <param name="Member">The id by which the brand sees the new member.</param>
/// <param name="Consent">What the accounts module knows of it.</param>
/// <param name="Owner">The id by which the brand sees whose code it is; null where it is nobody's.</param>
/// <param name="Time">Alliance time.</param>
internal sealed record ReferralAsk(
    PublishedRuleSet RuleSet, Guid Member, ResolveSpendingResponse Consent, Guid? Owner, DateTimeOffset Time);
