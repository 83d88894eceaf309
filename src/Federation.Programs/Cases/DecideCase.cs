using Federation.Hosting;
using Federation.Programs.V1;
using Grpc.Core;

namespace Federation.Programs;

internal sealed partial class CaseService
{
    public override async Task<DecideCaseResponse> DecideCase(DecideCaseRequest request, ServerCallContext context)
    {
        var (form, caller) = (new Form(), Caller.Of(context));
        var partner = caller.RequirePartner();
        var requestId = form.RequestId(request.RequestId);
        form.Check(
            request.Verdict is CaseState.ForMember or CaseState.AgainstMember or CaseState.Cleared
                or CaseState.Confirmed,
            "verdict", "must be FOR_MEMBER or AGAINST_MEMBER of a held order, CLEARED or CONFIRMED of others");
        form.Text(request.Reason, "reason", 1, 500);
        var cancel = context.CancellationToken;
        var row = await RowOfAsync(form, caller, request.Name, cancel);
        form.Check(
            CaseVerdicts.Fits(row.Kind, request.Verdict), "verdict",
            row.Kind == CaseKind.HeldOrder
                ? "must be FOR_MEMBER or AGAINST_MEMBER: the case holds an order"
                : "must be CLEARED or CONFIRMED: the case holds nothing");
        form.Done();
        if (await directory.SuspendedAsync(Suspensions.CaseCommands, partner, cancel) is { } suspended)
            throw new RefusalException(suspended);
        var replayed = await book.DecideAsync(
            row, request.Verdict, request.Reason, caller.Actor,
            // Two who decide alike have not sent one request.
            Fingerprint.Of($"{context.Method} {caller.Actor} {requestId:D}", request), context.Onward);
        await book.NoteDecidedAsync(row.Id, cancel);
        var shown = await book.ShownAsync([row], context.Onward, cancel);
        return new DecideCaseResponse { Case = shown[0], Replayed = replayed };
    }
}
