using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Identity.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Identity;

internal sealed partial class UserService
{
    public override async Task<GetMeResponse> GetMe(GetMeRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var cancel = context.CancellationToken;
        if (caller.User is null || !StaffName.TryRead(caller.User, out var name))
            throw new RefusalException(new Refusal(
                ErrorReason.UserNotFound, "The access token is a credential's, not that of a person who signed in."));
        var user = await VisibleAsync(name, caller, cancel);
        var id = Guid.Parse(caller.Session!);
        var session = await db.StaffSessions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, cancel);
        return new GetMeResponse
        {
            User = await ShowAsync(user, cancel),
            Session = session?.ToMessage(name, caller.Session),
            Scopes = { caller.Scopes.Order(StringComparer.Ordinal) },
        };
    }
}
