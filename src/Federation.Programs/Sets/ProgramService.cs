using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Programs.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Federation.Programs;

/// <summary>Programmes and their rule sets.</summary>
internal sealed partial class ProgramService(
    ProgramsDb db, PublishedRuleSets published, CoinWorths worths, PartnerDirectory directory, AllianceClock clock,
    PageTokens pages, OpenSimulations simulations, OrderRecords records, TallyReader tallies,
    IOptions<DeploymentOptions> deployment, IOptions<ProgramsOptions> options, TimeProvider time,
    ILogger<ProgramService> logger)
    : V1.ProgramService.ProgramServiceBase
{
    /// <summary>Whether a caller may know of a brand's programmes. A member may, where it has shown to be the brand's
    /// customer.</summary>
    /// <exception cref="RefusalException">BRAND_NOT_PROVEN.</exception>
    internal static bool MayRead(Caller caller, string partner)
    {
        caller.RequireProven(partner, ResourceNames.Partner(partner));
        return caller.IsAllianceAdmin || caller.Member is not null || caller.PartnerId == partner;
    }

    private static RefusalException NotFound(ProgramId program) =>
        new(Refusal.NotFound(ErrorReason.ProgramNotFound, program.ToString()));

    private static RefusalException NotFound(RuleSetId ruleSet) =>
        new(Refusal.NotFound(ErrorReason.RuleSetNotFound, ruleSet.ToString()));

    /// <summary>PROGRAM_NOT_FOUND where it is none that the caller may know of.</summary>
    private async Task RequireProgramAsync(ProgramId program, Caller caller, CancellationToken cancel)
    {
        if (!MayRead(caller, program.PartnerId)
            || !await db.Programs.AnyAsync(p => p.PartnerId == program.PartnerId && p.Id == program.Id, cancel))
            throw NotFound(program);
    }

    private IQueryable<RuleSetRow> RuleSetsOf(ProgramId program) =>
        db.RuleSets.Where(s => s.PartnerId == program.PartnerId && s.ProgramId == program.Id);

    private IQueryable<RuleSetRow> Named(RuleSetId name) =>
        RuleSetsOf(name.Program).Where(s => s.Number == name.Number);

    private IQueryable<RuleSetPublicationRow> PublicationsOf(ProgramId program) =>
        db.Publications.AsNoTracking().Where(p => p.PartnerId == program.PartnerId && p.ProgramId == program.Id);

    /// <summary>Rule sets with what became of them since.</summary>
    private IQueryable<ShownRuleSet> Shown(IQueryable<RuleSetRow> some, DateTimeOffset now) =>
        some.AsNoTracking().Select(s => new ShownRuleSet(
            s,
            db.Publications.Where(
                p => p.PartnerId == s.PartnerId && p.ProgramId == s.ProgramId && p.Number == s.Number)
                .OrderByDescending(p => p.Sequence).Select(p => (DateTimeOffset?)p.PublishTime).FirstOrDefault(),
            db.Publications.Where(
                p => p.PartnerId == s.PartnerId && p.ProgramId == s.ProgramId && p.PublishTime <= now)
                .OrderByDescending(p => p.Sequence).Select(p => (long?)p.Number).FirstOrDefault(),
            now));

    /// <summary>A rule set as it is shown at this moment of alliance time, which a transaction cannot ask
    /// for.</summary>
    private async Task<ShownRuleSet> FindAsync(
        RuleSetId name, Caller caller, DateTimeOffset now, CancellationToken cancel)
    {
        if (!MayRead(caller, name.Program.PartnerId))
            throw NotFound(name);
        return await Shown(Named(name).Include(s => s.Content), now).SingleOrDefaultAsync(cancel)
            ?? throw NotFound(name);
    }

    /// <summary>The draft, to be changed. RULE_SET_NOT_FOUND, RULE_SET_NOT_DRAFT, VERSION_MISMATCH.</summary>
    private async Task<RuleSetRow> TakeDraftAsync(
        RuleSetId name, long revision, Caller caller, CancellationToken cancel)
    {
        if (caller.PartnerId != name.Program.PartnerId)
            throw NotFound(name);
        var draft = await Named(name).Include(s => s.Content).SingleOrDefaultAsync(cancel) ?? throw NotFound(name);
        if (!draft.IsDraft)
            throw new RefusalException(ErrorReason.RuleSetNotDraft, $"{name} is no draft any more.");
        if (draft.Revision != revision)
            throw Changed(name, draft.Revision, revision);
        // Two who change a draft at the same moment meet in its row: the second starts again, and sees the first's.
        var taken = await Named(name).Where(s => s.IsDraft && s.Revision == revision)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.Revision, revision + 1), cancel);
        if (taken == 0)
            throw Changed(name, revision + 1, revision);
        draft.Revision = revision + 1;
        return draft;
    }

    private static RefusalException Changed(RuleSetId name, long revision, long expected) => new(new Refusal(
        ErrorReason.VersionMismatch, $"{name} has revision {revision}, not {expected}; read it again.")
        .With("revision", revision));

    /// <summary>The brands, as fresh as a refusal of this command needs them.</summary>
    private ValueTask<DirectorySnapshot> DirectoryForAsync(
        Caller caller, ProgramId program, RuleSetTerms? terms, CancellationToken cancel) => directory.WithAsync(
            d => Suspensions.ProgramCommands.Refuses(d, caller.PartnerId) is null
                && (terms is null || TermsCoins.Refuses(terms, program.PartnerId, d) is null),
            cancel);

    private static void RequireAtWork(Caller caller, DirectorySnapshot snapshot)
    {
        if (Suspensions.ProgramCommands.Refuses(snapshot, caller.PartnerId) is { } suspended)
            throw new RefusalException(suspended);
    }

    /// <summary>COIN_NOT_FOUND, NOT_YOURS.</summary>
    private static void RequireCoins(RuleSetTerms terms, ProgramId program, DirectorySnapshot snapshot)
    {
        if (TermsCoins.Refuses(terms, program.PartnerId, snapshot) is { } refusal)
            throw new RefusalException(refusal);
    }

    /// <summary>What the guard says of a rule set, with coins at the values of the board in force.</summary>
    private async Task<GuardReport> GuardAsync(RuleSetTerms terms, ServerCallContext context) =>
        await GuardAsync(terms, await worths.OfAsync(terms, context.CancellationToken), context);

    /// <summary>What the guard says of a rule set, with coins at these values.</summary>
    private Task<GuardReport> GuardAsync(
        RuleSetTerms terms, IReadOnlyList<CoinWorth> worth, ServerCallContext context) =>
        // Thousands of rules take their time: not on the thread of a call that others wait behind.
        Task.Run(() => TermsGuard.Check(terms, worth, deployment.Value.SettlementMoney), context.CancellationToken);
}
