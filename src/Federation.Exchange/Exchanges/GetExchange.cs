using Federation.Errors.V1;
using Federation.Exchange.V1;
using Federation.Hosting;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Exchange;

internal sealed partial class ExchangeService
{
    public override async Task<GetExchangeResponse> GetExchange(GetExchangeRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var id = form.Journal(request.Name, "name", ResourceNames.Exchanges);
        form.Done();

        return new GetExchangeResponse { Exchange = await ExchangeForAsync(caller, id, context) };
    }

    /// <summary>An exchange as the caller may see it, with what was given back since.</summary>
    /// <exception cref="RefusalException">EXCHANGE_NOT_FOUND.</exception>
    private async Task<V1.Exchange> ExchangeForAsync(Caller caller, JournalId id, ServerCallContext context)
    {
        var journal = await FindExchangeAsync(id, context);
        if (journal is null || !await MaySeeAsync(caller, journal, context))
            throw new RefusalException(
                Refusal.NotFound(ErrorReason.ExchangeNotFound, id.NameAs(ResourceNames.Exchanges)));
        var exchange = await AnswerAsync(caller, journal, context);
        exchange.RefundedUnits = await db.Exchanges.Where(e => e.JournalId == id.Value).Select(e => e.RefundedUnits)
            .FirstOrDefaultAsync(context.CancellationToken);
        if (exchange.Received is not null)
            exchange.UndoUntilTime = (await UndoUntilAsync(journal, context.CancellationToken)).ToTimestamp();
        return exchange;
    }
}
