using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;
using Grpc.Core;

namespace Federation.Ledger;

internal sealed partial class LedgerService
{
    public override async Task<AdjustResponse> Adjust(AdjustRequest request, ServerCallContext context)
    {
        var (journal, replayed) = await SubmitAsync(new BatchItem { Adjust = request }, context);
        return new AdjustResponse { Journal = journal, Replayed = replayed };
    }
}

internal sealed partial record Intake
{
    private Command CommandOf(AdjustRequest request)
    {
        if (Caller is { User: not null, Module: null })
            throw new RefusalException(
                ErrorReason.AdjustmentNeedsApproval,
                "A person does not adjust coins alone: propose it with AdjustmentService.ProposeAdjustment, and "
                + "another person approves it.");
        var form = new Form();
        var envelope = Start(
            form, JournalKind.Adjust, request, request.RequestId, request.ExternalReference, request.Guards);
        envelope = envelope with { ReasonCode = form.ReasonCode(request.ReasonCode) };
        var provenance = form.ProvenanceOf(request.Provenance);
        envelope = envelope with { EffectiveTime = form.Moment(request.EffectiveTime, "effective_time") };
        var coin = form.Coin(request.Coin, "coin");
        form.Check(request.Units is not 0 and >= -Units.MaxCommand and <= Units.MaxCommand, "units",
            "must be within 10^15 either way, and not 0");
        form.Check(request.Units >= 0 || request.Provenance == Provenance.Unspecified, "provenance",
            "is for coins that are given; those that are taken go first by first");
        return FindMembersWallet(form, JournalKind.Adjust, request.Member, coin, out var wallet) is { } refusal
            ? new Command.Refused(envelope, JournalKind.Adjust, refusal)
            : new Command.Adjust(envelope, wallet, request.Units)
            {
                Provenance = provenance,
                OpensWallet = Caller.Module is not null,
            };
    }
}
