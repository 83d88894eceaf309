using Federation.Hosting;
using Federation.Ledger.V1;
using Grpc.Core;

namespace Federation.Ledger;

internal sealed partial class LedgerService
{
    public override async Task<EarnResponse> Earn(EarnRequest request, ServerCallContext context)
    {
        var (journal, replayed) = await SubmitAsync(new BatchItem { Earn = request }, context);
        return new EarnResponse { Journal = journal, Replayed = replayed };
    }
}

internal sealed partial record Intake
{
    private Command CommandOf(EarnRequest request)
    {
        var form = new Form();
        var command =
            Start(form, JournalKind.Earn, request, request.RequestId, request.ExternalReference, request.Guards);
        var (coin, units) = form.Amount(request.Amount, "amount");
        return ForMember(form, command, request.Member, coin, units);
    }
}
