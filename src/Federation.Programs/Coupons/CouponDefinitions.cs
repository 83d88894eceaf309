using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Programs.V1;
using Microsoft.EntityFrameworkCore;

namespace Federation.Programs;

/// <summary>What rule sets in force say of coupons.</summary>
internal sealed class CouponDefinitions(ProgramsDb db, PublishedRuleSets published)
{
    /// <summary>The rule set in force, and what it says of a kind of coupon.</summary>
    /// <exception cref="RefusalException">PROGRAM_NOT_FOUND, NO_RULE_SET_IN_FORCE, COUPON_DEFINITION_NOT_FOUND,
    /// COUPON_EXPIRED.</exception>
    public async Task<(PublishedRuleSet RuleSet, CouponDefinition Definition)> GetAsync(
        ProgramId program, string definition, DateTimeOffset now, CancellationToken cancel)
    {
        var ruleSet = await published.FindAsync(book => book.InForceAt(program, now), cancel);
        if (ruleSet is null)
            throw await db.Programs.AnyAsync(p => p.PartnerId == program.PartnerId && p.Id == program.Id, cancel)
                ? new RefusalException(ErrorReason.NoRuleSetInForce, $"{program} has no rule set in force.")
                : new RefusalException(Refusal.NotFound(ErrorReason.ProgramNotFound, program.ToString()));
        var found = ruleSet.Rules.Terms.Coupons.FirstOrDefault(c => c.Id == definition)
            ?? throw new RefusalException(
                Refusal.NotFound(ErrorReason.CouponDefinitionNotFound, $"{ruleSet.Name}: {definition}"));
        return found.ExpireTime?.ToDateTimeOffset() <= now
            ? throw new RefusalException(
                ErrorReason.CouponExpired, $"All coupons of '{definition}' expired at {found.ExpireTime}.")
            : (ruleSet, found);
    }
}
