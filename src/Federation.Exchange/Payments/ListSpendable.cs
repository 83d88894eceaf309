using Federation.Accounts.Internal.V1;
using Federation.Errors.V1;
using Federation.Exchange.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Grpc.Core;

namespace Federation.Exchange;

internal sealed partial class ExchangeService
{
    public override async Task<ListSpendableResponse> ListSpendable(
        ListSpendableRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var till = OwnTill(caller, form, request.Merchant);
        form.Member(request.Member, "member");
        form.Done();

        var cancel = context.CancellationToken;
        var snapshot =
            await directory.WithAsync(d => d.IsOpen(till) && !d.IsSuspended(till.Partner), cancel);
        if (!snapshot.Merchants.TryGetValue(till, out var merchant))
            throw new RefusalException(Refusal.NotFound(ErrorReason.MerchantNotFound, request.Merchant));
        if (!names.TryRead(caller, request.Member, out var member))
            throw new RefusalException(Refusal.NotFound(ErrorReason.MemberNotFound, request.Member));

        // Neither answer needs the other, so that the till waits for the slower one only.
        var asked = new ResolveSpendingRequest { MerchantPartnerId = till.Partner, Member = request.Member };
        var consent = consents.ResolveAsync(asked, cancel);
        var wallets = posting.GetMemberWalletsAsync(
            new GetMemberWalletsRequest { MemberId = member.ToString() }, context.Onward()).ResponseAsync;
        await Task.WhenAll(consent, wallets);
        if (SpendableList.Refuses(request, snapshot, await consent, merchant) is { } refusal)
            throw new RefusalException(refusal);
        var board = await BoardAtAsync((await wallets).Now.ToDateTimeOffset(), cancel);
        return SpendableList.Of(snapshot, await consent, await wallets, merchant, board);
    }

    private async Task<RateBoard> BoardAtAsync(DateTimeOffset now, CancellationToken cancel) =>
        (await boards.CurrentAsync(cancel)).InForceAt(now)
        ?? (await boards.AfterMissAsync(cancel)).InForceAt(now)
        ?? throw new RefusalException(ErrorReason.NoBoardInForce, "No board is in force.");
}
