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
            request.Verdict is CaseState.ForMember or CaseState.AgainstMember, "verdict",
            "must be one of CASE_STATE_FOR_MEMBER and CASE_STATE_AGAINST_MEMBER");
        form.Text(request.Reason, "reason", 1, 500);
        var cancel = context.CancellationToken;
        var row = await RowOfAsync(form, caller, request.Name, cancel);
        if (await directory.SuspendedAsync(Suspensions.CaseCommands, partner, cancel) is { } suspended)
            throw new RefusalException(suspended);
        var (_, replayed) = await book.DecideAsync(
            row.Order, request.Verdict, request.Reason, caller.Actor,
            // Two who decide alike have not sent one request.
            Fingerprint.Of($"{context.Method} {caller.Actor} {requestId:D}", request), context.Onward);
        await book.NoteDecidedAsync(row.Id, cancel);
        var shown = await book.ShownAsync([row], context.Onward, cancel);
        return new DecideCaseResponse { Case = shown[0], Replayed = replayed };
    }
}
