using Federation.Accounts.Internal.V1;
using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Programs;

/// <summary>What programmes know of members. Each RPC is in the file of its name; here is what they share.</summary>
internal sealed partial class MemberProgramService(
    ProgramsDb db, PublishedRuleSets published, MemberBook book, MemberTallies tallies, MemberNames names,
    PartnerDirectory directory, AllianceClock clock, PageTokens pages, TimeProvider time, CoinWorths worths,
    [FromKeyedServices(ProgramsModule.Name)] SpendingConsents consents,
    [FromKeyedServices(ProgramsModule.Name)] PostingService.PostingServiceClient posting)
    : V1.MemberProgramService.MemberProgramServiceBase
{
    private static RefusalException NoProgram(ProgramId program) =>
        new(Refusal.NotFound(ErrorReason.ProgramNotFound, program.ToString()));

    private async Task RequireProgramAsync(ProgramId program, CancellationToken cancel)
    {
        if (!await db.Programs.AnyAsync(p => p.PartnerId == program.PartnerId && p.Id == program.Id, cancel))
            throw NoProgram(program);
    }

    /// <summary>What others know of the brand and the member; refused for it is within the command, which may have been
    /// answered before.</summary>
    /// <param name="partner">The brand.</param>
    /// <param name="member">The member's name; empty for none.</param>
    /// <param name="cancel">Ends the waiting.</param>
    private async Task<Admission> AdmitAsync(string partner, string member, CancellationToken cancel)
    {
        var consent = member.Length == 0 ? null : await ResolveAsync(partner, member, cancel);
        var snapshot = await directory.WithAsync(
            d => Suspensions.MemberProgramCommands.Refuses(d, partner) is null, cancel);
        return new Admission(partner, snapshot, member, consent);
    }

    private Task<ResolveSpendingResponse> ResolveAsync(string partner, string member, CancellationToken cancel) =>
        consents.ResolveAsync(
            new ResolveSpendingRequest { MerchantPartnerId = partner, Member = member }, cancel);

    /// <summary>The rule set of a programme at a moment; one that another process has just published, where the known
    /// one is not as wanted.</summary>
    private async Task<PublishedRuleSet?> InForceAsync(
        ProgramId program, DateTimeOffset moment, Func<PublishedRuleSet, bool> wanted, CancellationToken cancel) =>
        (await published.CurrentAsync(cancel)).InForceAt(program, moment) is { } known && wanted(known)
            ? known
            : (await published.AfterMissAsync(cancel)).InForceAt(program, moment);

    private static string NameOf(Guid member) => ResourceNames.Members + member.ToString("D");
}
