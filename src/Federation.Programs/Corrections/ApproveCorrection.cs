using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Programs.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Programs;

internal sealed partial class CorrectionService
{
    private const int DigestBytes = 32;

    public override async Task<ApproveCorrectionResponse> ApproveCorrection(
        ApproveCorrectionRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var requestId = form.RequestId(request.RequestId);
        var name = CorrectionOf(form, request.Name);
        form.Check(request.Digest.Length == DigestBytes, "digest", $"must be {DigestBytes} bytes");
        form.Reason(request.Reason);
        form.Done();

        var cancel = context.CancellationToken;
        var now = await clock.NowAsync(cancel);
        var snapshot = await DirectoryForAsync(caller, cancel);
        return await db.RunOnceAsync(IdempotentCommand.Of(caller, requestId, context.Method, request, time), async () =>
        {
            RequireAtWork(caller, snapshot);
            var found = await TakeAsync(name, caller, cancel);
            if (ApprovalRefusal(found, caller, request) is { } refusal)
                throw new RefusalException(refusal);
            var lines = await LinesOf(name).OrderBy(l => l.Line).ToListAsync(cancel);
            if (!CorrectionSeal.Of(found, lines).AsSpan().SequenceEqual(found.Digest))
                throw new InvalidOperationException($"The lines of {name} are not those that were proposed.");
            (found.Decider, found.DecideTime, found.DecisionReason) =
                (caller.Actor, now, request.Reason);
            await DecideAsync(found, CorrectionState.Approved, cancel);
            return new ApproveCorrectionResponse { Correction = await ShownAsync(found, cancel) };
        }, cancel);
    }

    private static Refusal? ApprovalRefusal(CorrectionRow found, Caller caller, ApproveCorrectionRequest request)
    {
        if (caller.SamePerson(found.Proposer, found.Name.ToString()) is { } samePerson)
            return samePerson;
        return request.Digest.Span.SequenceEqual(found.Digest)
            ? null
            : new Refusal(
                ErrorReason.VersionMismatch, $"The digest is not that of {found.Name}; read it again.");
    }
}
