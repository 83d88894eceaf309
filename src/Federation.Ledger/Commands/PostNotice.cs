using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Grpc.Core;

namespace Federation.Ledger;

internal sealed partial class PostingService
{
    /// <summary>A notice as the issuer would record it itself.</summary>
    public override async Task<PostNoticeResponse> PostNotice(PostNoticeRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        if (!ModuleAccounts.MayNotify(caller.Module))
            throw new RefusalException(ModuleAccounts.NotAllowed(caller.Module, "record notices"));
        var form = new Form();
        var member = Member(form, request.MemberId, "member_id");
        form.Id(request.CoinId, "coin_id");
        form.Done();
        var issuer = new Caller(caller.Principal, Role.PartnerService, caller.Scopes, caller.Module)
        {
            ClientId = caller.ClientId,
        };
        var head = Intake.HeadOf(new BatchItem
        {
            RecordNotice = new RecordNoticeRequest
            {
                RequestId = request.RequestId,
                Wallet = ResourceNames.Wallet(
                    names.NameFor(issuer.Viewer, new MemberId(member)), request.CoinId),
                Announced = { request.Announced },
                DeliveredTime = request.DeliveredTime,
                Evidence = request.Evidence,
                Message = request.Message,
            },
        });
        var admission = (await intakes.ReadAsync(db, [head], issuer, context)).Admit(head);
        var (journal, replayed) = admission switch
        {
            Admission.Admitted { Command: var command } => await SubmitAsync(command, context),
            Admission.Refused { Refusal: var refusal } => throw new RefusalException(refusal),
            _ => throw new InvalidOperationException($"{admission} is neither admitted nor refused."),
        };
        return new PostNoticeResponse { Journal = journal, Replayed = replayed };
    }
}
