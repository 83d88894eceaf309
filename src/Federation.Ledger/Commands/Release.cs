using Federation.Hosting;
using Federation.Ledger.V1;
using Grpc.Core;

namespace Federation.Ledger;

internal sealed partial class LedgerService
{
    public override async Task<ReleaseResponse> Release(ReleaseRequest request, ServerCallContext context)
    {
        var (journal, replayed) = await SubmitAsync(new BatchItem { Release = request }, context);
        return new ReleaseResponse { Journal = journal, Replayed = replayed };
    }
}

internal sealed partial record Intake
{
    private Command CommandOf(ReleaseRequest request)
    {
        var form = new Form();
        var envelope = Start(
            form, JournalKind.Release, request, request.RequestId, request.ExternalReference, request.Guards);
        var units = form.UnitsOrAll(request.Units, request.All);
        return OnHold(
            form, envelope, JournalKind.Release, request.Hold, hold => new Command.Release(envelope, hold, units),
            issuerToo: true);
    }
}
