using Federation.Hosting;
using Federation.Ledger.V1;
using Federation.Partners.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Federation.Ledger;

internal sealed partial class LedgerService
{
    public override async Task<RecordNoticeResponse> RecordNotice(
        RecordNoticeRequest request, ServerCallContext context)
    {
        var (journal, replayed) = await SubmitAsync(new BatchItem { RecordNotice = request }, context);
        return new RecordNoticeResponse { Journal = journal, Replayed = replayed };
    }
}

internal sealed partial record Intake
{
    private Command CommandOf(RecordNoticeRequest request)
    {
        var form = new Form();
        var envelope = Start(
            form, JournalKind.RecordNotice, request, request.RequestId, reference: "", request.Guards);
        var announced = form.AnnouncedOf(request.Announced);
        var delivered = form.Moment(request.DeliveredTime, "delivered_time");
        form.Check(delivered is not null, "delivered_time", "is required");
        form.Check(
            request.Evidence is NoticeEvidence.Accepted or NoticeEvidence.Delivered or NoticeEvidence.Read, "evidence",
            "must be NOTICE_EVIDENCE_ACCEPTED, NOTICE_EVIDENCE_DELIVERED or NOTICE_EVIDENCE_READ");
        form.ExternalReference(request.Message, "message", required: true);
        if (FindWallet(form, JournalKind.RecordNotice, request.Wallet, out var wallet) is { } refusal)
            return new Command.Refused(envelope, JournalKind.RecordNotice, refusal);
        var detail = new NoticeDetail
        {
            DeliveredTime = request.DeliveredTime,
            Evidence = request.Evidence,
            Message = request.Message,
        };
        return new Command.RecordNotice(
            envelope with { Detail = Any.Pack(detail).ToByteArray() }, wallet,
            new Notice(announced, delivered.GetValueOrDefault(), request.Evidence));
    }
}
