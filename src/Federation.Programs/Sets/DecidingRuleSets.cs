using Federation.Errors.V1;
using Federation.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Federation.Programs;

/// <summary>Finds the rule set that decides an order or an event.</summary>
internal static class DecidingRuleSets
{
    /// <param name="published">What was published.</param>
    /// <param name="db">Knows whether there is such a programme.</param>
    /// <param name="program">The programme.</param>
    /// <param name="named">The rule set; null: the one in force then.</param>
    /// <param name="time">When it happened, in alliance time.</param>
    /// <param name="cancel">Ends the search.</param>
    /// <exception cref="RefusalException">There is none.</exception>
    public static async Task<PublishedRuleSet> ForAsync(
        this PublishedRuleSets published, ProgramsDb db, ProgramId program, RuleSetId? named, DateTimeOffset time,
        CancellationToken cancel)
    {
        if (await published.FindAsync(Find, cancel) is { } found)
            return found;
        if (named is { } name)
            throw new RefusalException(Refusal.NotFound(ErrorReason.RuleSetNotFound, name.ToString()));
        if (!await db.Programs.AnyAsync(p => p.PartnerId == program.PartnerId && p.Id == program.Id, cancel))
            throw new RefusalException(Refusal.NotFound(ErrorReason.ProgramNotFound, program.ToString()));
        throw new RefusalException(
            ErrorReason.NoRuleSetInForce, $"{program} had no rule set in force at {time:O}.");

        PublishedRuleSet? Find(RuleSetBook book) =>
            named is { } asked ? book.ByName(asked) : book.InForceAt(program, time);
    }
}
