using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Programs.V1;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Programs;

/// <summary>Corrections of coins that a wrong rule gave. Each RPC is in the file of its name; here is what they
/// share.</summary>
internal sealed partial class CorrectionService(
    ProgramsDb db, CoinWorths worths, OrderBooks books, PartnerDirectory directory,
    AllianceClock clock, PageTokens pages, OpenSimulations simulations, OrderRecords records, TimeProvider time,
    [FromKeyedServices(ProgramsModule.Name)] PostingService.PostingServiceClient posting)
    : V1.CorrectionService.CorrectionServiceBase
{
    private static RefusalException NotFound(CorrectionId correction) =>
        new(Refusal.NotFound(ErrorReason.CorrectionNotFound, correction.ToString()));

    private static RefusalException NotProposed(CorrectionRow correction) => new(
        ErrorReason.CorrectionNotProposed, $"{correction.Name} does not wait for a decision: it is "
        + $"{correction.State.ToString().ToUpperInvariant()}.");

    private static CorrectionId CorrectionOf(Form form, string name)
    {
        form.Check(
            CorrectionId.TryParse(name, out var correction), "name",
            "must be partners/{p}/programs/{id}/corrections/{n}");
        return correction;
    }

    private IQueryable<CorrectionRow> CorrectionsOf(ProgramId program) =>
        db.Corrections.AsNoTracking().Where(c => c.PartnerId == program.PartnerId && c.ProgramId == program.Id);

    private IQueryable<CorrectionLineRow> LinesOf(CorrectionId correction) => db.CorrectionLines.AsNoTracking().Where(
        l => l.PartnerId == correction.Program.PartnerId && l.ProgramId == correction.Program.Id
            && l.Number == correction.Number);

    /// <summary>CORRECTION_NOT_FOUND where it is none that the caller may know of.</summary>
    private async Task<CorrectionRow> FindAsync(CorrectionId name, Caller caller, CancellationToken cancel)
    {
        if (!ProgramService.MayRead(caller, name.Program.PartnerId))
            throw NotFound(name);
        return await CorrectionsOf(name.Program).SingleOrDefaultAsync(c => c.Number == name.Number, cancel)
            ?? throw NotFound(name);
    }

    /// <summary>One of the caller's own, to be decided on. CORRECTION_NOT_FOUND, CORRECTION_NOT_PROPOSED.</summary>
    private async Task<CorrectionRow> TakeAsync(CorrectionId name, Caller caller, CancellationToken cancel)
    {
        if (caller.PartnerId != name.Program.PartnerId)
            throw NotFound(name);
        var found = await FindAsync(name, caller, cancel);
        return found.State == CorrectionState.Proposed ? found : throw NotProposed(found);
    }

    /// <summary>Moves a proposed correction on. Two who decide at the same moment meet in its row; the second finds
    /// that it is decided.</summary>
    private async Task DecideAsync(CorrectionRow correction, CorrectionState state, CancellationToken cancel)
    {
        var taken = await db.Corrections.Where(
                c => c.PartnerId == correction.PartnerId && c.ProgramId == correction.ProgramId
                    && c.Number == correction.Number && c.State == CorrectionState.Proposed)
            .ExecuteUpdateAsync(
                set => set.SetProperty(c => c.State, state).SetProperty(c => c.Decider, correction.Decider)
                    .SetProperty(c => c.DecideTime, correction.DecideTime)
                    .SetProperty(c => c.DecisionReason, correction.DecisionReason),
                cancel);
        if (taken == 0)
            throw NotProposed(correction);
        correction.State = state;
    }

    /// <summary>The brands, as fresh as a refusal of this command needs them.</summary>
    private ValueTask<DirectorySnapshot> DirectoryForAsync(Caller caller, CancellationToken cancel) =>
        directory.WithAsync(d => Suspensions.CorrectionCommands.Refuses(d, caller.PartnerId) is null, cancel);

    private static void RequireAtWork(Caller caller, DirectorySnapshot snapshot)
    {
        if (Suspensions.CorrectionCommands.Refuses(snapshot, caller.PartnerId) is { } suspended)
            throw new RefusalException(suspended);
    }

    private async Task<Correction> ShownAsync(CorrectionRow row, CancellationToken cancel)
    {
        var lines = LinesOf(row.Name);
        var shown = ShownCorrection.Of(
            row, await lines.LongCountAsync(l => l.State != CorrectionLineState.Pending, cancel));
        var sums = await lines.GroupBy(l => l.Coin).Select(g => new
        {
            Coin = g.Key,
            Give = g.Sum(l => l.Due > l.Earned ? l.Due - l.Earned : 0),
            Take = g.Sum(l => l.Due < l.Earned ? l.Earned - l.Due : 0),
            Given = g.Sum(l => l.Posted > 0 ? l.Posted : 0),
            Taken = g.Sum(l => l.Posted < 0 ? -l.Posted : 0),
        }).ToListAsync(cancel);
        shown.Sums.AddRange(sums.OrderBy(s => s.Coin, StringComparer.Ordinal).Select(s => new CorrectionSum
        {
            Coin = ResourceNames.Coin(s.Coin),
            GiveUnits = s.Give,
            TakeUnits = s.Take,
            GivenUnits = s.Given,
            TakenUnits = s.Taken,
        }));
        return shown;
    }
}
