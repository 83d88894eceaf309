using Federation.Hosting;
using Federation.Ledger.V1;
using Grpc.Core;

namespace Federation.Ledger;

internal sealed partial class LedgerService
{
    public override async Task<EarnResponse> Earn(EarnRequest request, ServerCallContext context)
    {
        var (journal, replayed) = await SubmitAsync(new BatchItem { Earn = request }, context);
        return new EarnResponse { Journal = journal, Replayed = replayed };
    }
}

internal sealed partial record Intake
{
    private Command CommandOf(EarnRequest request)
    {
        var form = new Form();
        var command = Start(
            form, JournalKind.Earn, request, request.RequestId, request.ExternalReference, request.Guards) with
        {
            Provenance = form.ProvenanceOf(request.Provenance),
            AvailableTime = form.Moment(request.AvailableTime, "available_time"),
            OnConfirmation = request.OnConfirmation,
            EffectiveTime = form.Moment(request.EffectiveTime, "effective_time"),
        };
        form.Check(!(command.AvailableTime < command.EffectiveTime), "available_time", "must not be before effective_time");
        var purchase = form.OptionalUuid(request.Purchase, ResourceNames.Journals, "purchase");
        var (coin, units) = form.Amount(request.Amount, "amount");
        var earning = ForMember(form, command, request.Member, coin, units);
        return About(earning, purchase, journal => IsPurchaseOf(earning.Wallet!.Value.MemberId, journal));
    }

    /// <summary>Whether the journal is a payment with coins by the member that the caller may know of.</summary>
    private bool IsPurchaseOf(Guid member, JournalRecord journal) =>
        journal.Kind.IsSpending() && journal.Entries.Any(e => e.MemberId == member)
        && JournalAccess.MaySee(Caller, Directory, journal);
}
