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
        return TryHold(form, JournalKind.Release, request.Hold, out var hold, out var refusal, issuerToo: true)
            ? new Command.Release(envelope, hold, units)
            : new Command.Refused(envelope, JournalKind.Release, refusal);
    }
}
