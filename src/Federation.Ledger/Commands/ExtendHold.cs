using Federation.Hosting;
using Federation.Ledger.V1;
using Grpc.Core;

namespace Federation.Ledger;

internal sealed partial class LedgerService
{
    public override async Task<ExtendHoldResponse> ExtendHold(ExtendHoldRequest request, ServerCallContext context)
    {
        var (journal, replayed) = await SubmitAsync(new BatchItem { ExtendHold = request }, context);
        return new ExtendHoldResponse { Journal = journal, Replayed = replayed };
    }
}

internal sealed partial record Intake
{
    private Command CommandOf(ExtendHoldRequest request)
    {
        var form = new Form();
        var envelope = Start(form, JournalKind.ExtendHold, request, request.RequestId, reference: "", request.Guards);
        var lifetime = form.Lifetime(request.Lifetime, otherwise: null);
        return OnHold(
            form, envelope, JournalKind.ExtendHold, request.Hold,
            hold => new Command.ExtendHold(envelope, hold, lifetime));
    }
}
