using Federation.Hosting;
using Federation.Ledger.V1;
using Grpc.Core;

namespace Federation.Ledger;

internal sealed partial class LedgerService
{
    public override async Task<ConfirmResponse> Confirm(ConfirmRequest request, ServerCallContext context)
    {
        var (journal, replayed) = await SubmitAsync(new BatchItem { Confirm = request }, context);
        return new ConfirmResponse { Journal = journal, Replayed = replayed };
    }
}

internal sealed partial record Intake
{
    private Command CommandOf(ConfirmRequest request)
    {
        var form = new Form();
        var envelope =
            Start(form, JournalKind.Confirm, request, request.RequestId, request.ExternalReference, request.Guards);
        var id = form.Journal(request.Journal, "journal");
        var life = form.LifeOf(request.AvailableTime, request.ExpireTime);
        form.Done();
        if (Originals.GetValueOrDefault(id) is not { Kind: JournalKind.Earn } earning || !IsOwnAlone(earning))
            return new Command.Refused(envelope, JournalKind.Confirm, JournalNotFound(id)) { Life = life };
        return Suspended(JournalKind.Confirm) is { } suspended
            ? new Command.Refused(envelope, JournalKind.Confirm, suspended) { Life = life }
            : new Command.Confirm(envelope, earning) { Life = life };
    }
}
