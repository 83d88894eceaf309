using Federation.Hosting;
using Federation.Ledger.V1;
using Grpc.Core;

namespace Federation.Ledger;

internal sealed partial class LedgerService
{
    public override async Task<HoldResponse> Hold(HoldRequest request, ServerCallContext context)
    {
        var (journal, replayed) = await SubmitAsync(new BatchItem { Hold = request }, context);
        return new HoldResponse { Journal = journal, Replayed = replayed };
    }
}

internal sealed partial record Intake
{
    private Command CommandOf(HoldRequest request)
    {
        var form = new Form();
        var command = Start(
            form, JournalKind.Hold, request, request.RequestId, request.ExternalReference, request.Guards) with
        {
            Lifetime = form.Lifetime(request.Lifetime, otherwise: CommandForm.UsualLifetime),
            Provenances = form.ProvenancesOf(request.Provenances),
        };
        var (coin, units) = form.Amount(request.Amount, "amount");
        return ForMember(form, command, request.Member, coin, units, TillMissing(form, request.Merchant));
    }
}
