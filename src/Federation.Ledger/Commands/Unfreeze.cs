using Federation.Hosting;
using Federation.Ledger.V1;
using Grpc.Core;

namespace Federation.Ledger;

internal sealed partial class LedgerService
{
    public override async Task<UnfreezeResponse> Unfreeze(UnfreezeRequest request, ServerCallContext context)
    {
        var (journal, replayed) = await SubmitAsync(new BatchItem { Unfreeze = request }, context);
        return new UnfreezeResponse { Journal = journal, Replayed = replayed };
    }
}

internal sealed partial record Intake
{
    private Command CommandOf(UnfreezeRequest request)
    {
        var form = new Form();
        var envelope = Start(
            form, JournalKind.Unfreeze, request, request.RequestId, request.ExternalReference, request.Guards);
        envelope = envelope with { ReasonCode = form.ReasonCode(request.ReasonCode) };
        return FindWallet(form, JournalKind.Unfreeze, request.Wallet, out var wallet) is { } refusal
            ? new Command.Refused(envelope, JournalKind.Unfreeze, refusal)
            : new Command.Unfreeze(envelope, wallet);
    }
}
