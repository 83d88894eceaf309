using Federation.Hosting;
using Federation.Ledger.V1;
using Grpc.Core;

namespace Federation.Ledger;

internal sealed partial class LedgerService
{
    public override async Task<CaptureResponse> Capture(CaptureRequest request, ServerCallContext context)
    {
        var (journal, replayed) = await SubmitAsync(new BatchItem { Capture = request }, context);
        return new CaptureResponse { Journal = journal, Replayed = replayed };
    }
}

internal sealed partial record Intake
{
    private Command CommandOf(CaptureRequest request)
    {
        var form = new Form();
        form.Check(
            request.Rest is >= CaptureRest.Unspecified and <= CaptureRest.Keep, "rest", "must be one of the rests");
        var envelope = Start(
            form, JournalKind.Capture, request, request.RequestId, request.ExternalReference, request.Guards);
        var units = form.UnitsOrAll(request.Units, request.All);
        return OnHold(form, envelope, JournalKind.Capture, request.Hold, hold =>
            new Command.Capture(envelope, hold, units) { KeepsRest = request.Rest == CaptureRest.Keep });
    }
}
