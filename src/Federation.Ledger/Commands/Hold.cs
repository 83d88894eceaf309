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
        var envelope = Start(
            form, JournalKind.Hold, request, request.RequestId, request.ExternalReference, request.Guards);
        var lifetime = form.Lifetime(request.Lifetime, otherwise: CommandForm.UsualLifetime);
        var provenances = form.ProvenancesOf(request.Provenances);
        var (coin, units) = form.Amount(request.Amount, "amount");
        var missing = TillMissing(form, request.Merchant);
        envelope = envelope.At(request.Merchant);
        return FindMembersWallet(form, JournalKind.Hold, request.Member, coin, out var wallet, missing) is { } refusal
            ? new Command.Refused(envelope, JournalKind.Hold, refusal)
            : new Command.Hold(envelope, wallet, units, lifetime) { Provenances = provenances };
    }
}
