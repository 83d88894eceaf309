using Federation.Hosting;
using Federation.Ledger.V1;
using Grpc.Core;

namespace Federation.Ledger;

internal sealed partial class LedgerService
{
    public override async Task<CloseWalletResponse> CloseWallet(CloseWalletRequest request, ServerCallContext context)
    {
        var (journal, replayed) = await SubmitAsync(new BatchItem { CloseWallet = request }, context);
        return new CloseWalletResponse { Journal = journal, Replayed = replayed };
    }
}

internal sealed partial record Intake
{
    private Command CommandOf(CloseWalletRequest request)
    {
        var form = new Form();
        var envelope = Start(
            form, JournalKind.CloseWallet, request, request.RequestId, request.ExternalReference, request.Guards);
        envelope = envelope with { ReasonCode = form.ReasonCode(request.ReasonCode) };
        return FindWallet(form, JournalKind.CloseWallet, request.Wallet, out var wallet) is { } refusal
            ? new Command.Refused(envelope, JournalKind.CloseWallet, refusal)
            : new Command.CloseWallet(envelope, wallet);
    }
}
