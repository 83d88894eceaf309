using Federation.Hosting;
using Federation.Ledger.V1;
using Grpc.Core;

namespace Federation.Ledger;

internal sealed partial class LedgerService
{
    public override async Task<FreezeResponse> Freeze(FreezeRequest request, ServerCallContext context)
    {
        var (journal, replayed) = await SubmitAsync(new BatchItem { Freeze = request }, context);
        return new FreezeResponse { Journal = journal, Replayed = replayed };
    }
}

internal sealed partial record Intake
{
    private Command CommandOf(FreezeRequest request)
    {
        var form = new Form();
        var envelope = Start(
            form, JournalKind.Freeze, request, request.RequestId, request.ExternalReference, request.Guards);
        envelope = envelope with { ReasonCode = form.ReasonCode(request.ReasonCode) };
        return FindWallet(form, JournalKind.Freeze, request.Wallet, out var wallet) is { } refusal
            ? new Command.Refused(envelope, JournalKind.Freeze, refusal)
            : new Command.Freeze(envelope, wallet);
    }
}
