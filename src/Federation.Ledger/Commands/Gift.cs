using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;
using Grpc.Core;

namespace Federation.Ledger;

internal sealed partial class LedgerService
{
    public override async Task<GiftResponse> Gift(GiftRequest request, ServerCallContext context)
    {
        var (journal, replayed) = await SubmitAsync(new BatchItem { Gift = request }, context);
        return new GiftResponse { Journal = journal, Replayed = replayed };
    }
}

internal sealed partial record Intake
{
    private Command CommandOf(GiftRequest request)
    {
        var form = new Form();
        var envelope = Start(
            form, JournalKind.Gift, request, request.RequestId, request.ExternalReference, request.Guards);
        var provenances = form.ProvenancesOf(request.Provenances);
        var (coin, units) = form.Amount(request.Amount, "amount");
        form.Member(request.Recipient, "recipient");
        var same = ResourceNames.TryUuid(request.Member, ResourceNames.Members, out var giver)
            && ResourceNames.TryUuid(request.Recipient, ResourceNames.Members, out var receiver) && giver == receiver;
        form.Check(!same, "recipient", "must be another member");
        if (FindMembersWallet(form, JournalKind.Gift, request.Member, coin, out var wallet) is { } refusal)
            return new Command.Refused(envelope, JournalKind.Gift, refusal);
        if (!Names.TryRead(Caller, request.Recipient, out var recipient))
            return new Command.Refused(
                envelope, JournalKind.Gift, Refusal.NotFound(ErrorReason.MemberNotFound, request.Recipient));
        return new Command.Gift(envelope, wallet, units, new WalletKey(recipient.Value, coin))
        { Provenances = provenances };
    }
}
