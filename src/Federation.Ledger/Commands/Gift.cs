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
        var command = Start(
            form, JournalKind.Gift, request, request.RequestId, request.ExternalReference, request.Guards) with
        {
            Provenances = form.ProvenancesOf(request.Provenances),
        };
        var (coin, units) = form.Amount(request.Amount, "amount");
        form.Member(request.Recipient, "recipient");
        var same = ResourceNames.TryUuid(request.Member, ResourceNames.Members, out var giver)
            && ResourceNames.TryUuid(request.Recipient, ResourceNames.Members, out var receiver) && giver == receiver;
        form.Check(!same, "recipient", "must be another member");
        var gift = ForMember(form, command, request.Member, coin, units);
        if (gift.Refusal is not null)
            return gift;
        return Names.TryRead(Caller.Viewer, request.Recipient, out var recipient)
            ? gift with { Recipient = new WalletKey(recipient.Value, coin) }
            : gift with { Refusal = Refusal.NotFound(ErrorReason.MemberNotFound, request.Recipient), Wallet = null };
    }
}
