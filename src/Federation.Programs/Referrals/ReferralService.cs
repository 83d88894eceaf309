using Federation.Accounts.Internal.V1;
using Federation.Errors.V1;
using Federation.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Programs;

/// <summary>Members who bring others. Each RPC is in the file of its name; here is what they share.</summary>
internal sealed partial class ReferralService(
    ProgramsDb db, PublishedRuleSets published, PartnerDirectory directory, AllianceClock clock, OrderBooks orders,
    MemberBook members, MemberNames names, PageTokens pages, TimeProvider time, ReferralCodes codes,
    [FromKeyedServices(ProgramsModule.Name)] SpendingConsents consents)
    : V1.ReferralService.ReferralServiceBase
{
    /// <summary>The rule set in force, which offers referrals.</summary>
    private async Task<PublishedRuleSet> OfferedAsync(ProgramId program, DateTimeOffset now, CancellationToken cancel)
    {
        var ruleSet = await published.ForAsync(db, program, named: null, now, cancel);
        return ruleSet.Rules.Terms.Referrals is not null ? ruleSet : throw new RefusalException(
            ErrorReason.ReferralsNotOffered, $"{ruleSet.Name}, which is in force, has no referrals.");
    }

    private async Task<Admission> AdmitAsync(string partner, string member, CancellationToken cancel)
    {
        var consent = await ResolveAsync(partner, member, cancel);
        var snapshot = await directory.WithAsync(
            d => Suspensions.ReferralCommands.Refuses(d, partner) is null, cancel);
        return new Admission(partner, snapshot, member, consent);
    }

    private Task<ResolveSpendingResponse> ResolveAsync(string partner, string member, CancellationToken cancel) =>
        consents.ResolveAsync(new ResolveSpendingRequest { MerchantPartnerId = partner, Member = member }, cancel);
}
