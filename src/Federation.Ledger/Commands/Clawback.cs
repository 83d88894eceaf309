using Federation.Hosting;
using Federation.Ledger.V1;
using Grpc.Core;

namespace Federation.Ledger;

internal sealed partial class LedgerService
{
    public override async Task<ClawbackResponse> Clawback(ClawbackRequest request, ServerCallContext context)
    {
        var (journal, replayed) = await SubmitAsync(new BatchItem { Clawback = request }, context);
        return new ClawbackResponse { Journal = journal, Replayed = replayed };
    }
}

internal sealed partial record Intake
{
    private Command CommandOf(ClawbackRequest request)
    {
        var form = new Form();
        var command = Start(
            form, JournalKind.Clawback, request, request.RequestId, request.ExternalReference, request.Guards) with
        {
            EffectiveTime = form.Moment(request.EffectiveTime, "effective_time"),
        };
        var earning = form.OptionalUuid(request.Journal, ResourceNames.Journals, "journal");
        var (coin, units) = form.Amount(request.Amount, "amount");
        var clawback = ForMember(form, command, request.Member, coin, units);
        return About(clawback, earning, journal => journal.Kind == JournalKind.Earn && journal.Principal == Caller.Principal
            && journal.Entries.Any(e => e.MemberId == clawback.Wallet!.Value.MemberId && e.Asset == coin));
    }
}
