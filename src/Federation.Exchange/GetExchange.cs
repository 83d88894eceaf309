using Federation.Errors.V1;
using Federation.Exchange.V1;
using Federation.Hosting;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Exchange;

internal sealed partial class ExchangeService
{
    public override async Task<GetExchangeResponse> GetExchange(GetExchangeRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var id = form.Uuid(request.Name, "exchanges/", "name");
        form.Done();

        var journal = await FindExchangeAsync(id, context);
        if (journal is null || !MaySee(caller, Receipt.SourcePartnerOf(journal), Receipt.TillPartnerOf(journal)))
            throw new RefusalException(Refusal.NotFound(ErrorReason.ExchangeNotFound, request.Name));
        var view = new MemberView(Receipt.MemberOf(journal), Receipt.SourcePartnerOf(journal));
        var member = await NameOfAsync(caller, view, context);
        var exchange = Receipt.Of(journal, member);
        exchange.RefundedUnits = await db.Exchanges.Where(e => e.JournalId == id).Select(e => e.RefundedUnits)
            .FirstOrDefaultAsync(context.CancellationToken);
        return new GetExchangeResponse { Exchange = exchange };
    }

    private static bool MaySee(Caller caller, string sourcePartnerId, string tillPartnerId) =>
        caller.IsAllianceAdmin || caller.PartnerId == sourcePartnerId || caller.PartnerId == tillPartnerId;
}
