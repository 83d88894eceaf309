using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Identity.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Identity;

internal sealed partial class UserService
{
    public override async Task<EndSessionResponse> EndSession(EndSessionRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var requestId = form.RequestId(request.RequestId);
        var known = StaffName.TryReadSession(request.Name, out var name, out var id);
        form.Check(
            known, "name",
            "must be partners/{p}/users/{person}/sessions/{uuid} or alliance/users/{person}/sessions/{uuid}");
        form.Done();
        var cancel = context.CancellationToken;
        var command = IdempotentCommand.Of(caller, requestId, context.Method, request, time);
        var response = await db.RunOnceAsync(command, async () =>
        {
            var user = await VisibleAsync(name!, caller, cancel);
            RequireMayTouch(user, caller, WriteScope);
            var now = time.UtcNow();
            var ended = await db.StaffSessions.Where(s => s.Id == id && s.UserId == user.Id && s.EndTime == null)
                .ExecuteUpdateAsync(s => s.SetProperty(x => x.EndTime, now), cancel);
            return ended == 1
                ? new EndSessionResponse { Name = request.Name, EndTime = Timestamp.FromDateTimeOffset(now) }
                : throw new RefusalException(Refusal.NotFound(ErrorReason.SessionNotFound, request.Name));
        }, cancel);
        await ends.RefuseAsync(id, cancel);
        return response;
    }
}
