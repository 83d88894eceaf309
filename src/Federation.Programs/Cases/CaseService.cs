using Federation.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Federation.Programs;

/// <summary>What looks like abuse. Each RPC is in the file of its name; here is what they share.</summary>
internal sealed partial class CaseService(
    ProgramsDb db, CaseBook book, PartnerDirectory directory, AllianceClock clock, PageTokens pages)
    : V1.CaseService.CaseServiceBase
{
    // Whoever looks at what waits once a day sees each case before its deadline.
    private static readonly TimeSpan Soon = TimeSpan.FromDays(2);

    /// <summary>The row of a case, which may be none: the ledger knows.</summary>
    private async Task<CaseRow> RowOfAsync(Form form, Caller caller, string name, CancellationToken cancel)
    {
        var (program, id) = (default(ProgramId), default(Guid));
        form.Check(
            ResourceNames.TryCase(name, out var parent, out var text) && ProgramId.TryParse(parent, out program)
                && Uuids.TryParse(text, out id),
            "name", "must be partners/{p}/programs/{id}/cases/{uuid}");
        form.Done();
        if (!ProgramService.MayRead(caller, program.PartnerId))
            throw CaseBook.NotFound(name);
        return await db.Cases.AsNoTracking().SingleOrDefaultAsync(
            c => c.Id == id && c.PartnerId == program.PartnerId && c.ProgramId == program.Id, cancel)
            ?? throw CaseBook.NotFound(name);
    }
}
