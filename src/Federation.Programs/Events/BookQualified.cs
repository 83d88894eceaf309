using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Programs.V1;
using Grpc.Core;

namespace Federation.Programs;

internal sealed partial class EventService
{
    /// <summary>Books what one side of a referral gets. However often it is asked, it is booked once: the event's
    /// content follows from the referral's row.</summary>
    /// <param name="ruleSet">The rule set that decides.</param>
    /// <param name="happened">The event.</param>
    /// <param name="options">For the brand.</param>
    /// <param name="cancel">Ends the work.</param>
    /// <returns>The answer; null if the member is closed or has left the brand.</returns>
    /// <exception cref="RefusalException">The brand is suspended: nothing is remembered.</exception>
    public async Task<ReportEventResponse?> BookQualifiedAsync(
        PublishedRuleSet ruleSet, Event happened, Func<CallOptions> options, CancellationToken cancel)
    {
        var program = ruleSet.Name.Program;
        var fingerprint = Fingerprint.Of(
            ReportMethod, new ReportEventRequest { Program = program.ToString(), Event = happened });
        var now = await clock.NowAsync(cancel);
        var (refusal, member) = await AdmitAsync(ruleSet, happened, now, options, cancel);
        if (refusal?.Reason == ErrorReason.PartnerSuspended)
            throw new RefusalException(refusal);
        try
        {
            // A refusal goes to the ledger, too: what was booked before the member left is answered as it was then.
            return await BookAsync(
                new AdmittedEvent(ruleSet, happened, fingerprint, now, refusal, member), withMisses: false, options,
                cancel);
        }
        catch (RpcException e) when (Refusal.From(e)?.Reason is ErrorReason.MemberClosed or ErrorReason.NotLinked
            or ErrorReason.MemberNotFound or ErrorReason.WalletClosed)
        {
            return null;
        }
    }
}
