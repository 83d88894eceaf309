using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Identity.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Identity;

internal sealed partial class UserService
{
    public override async Task<ListSessionsResponse> ListSessions(
        ListSessionsRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var name = ReadName(form, request.Parent, "parent");
        form.Done();
        var cancel = context.CancellationToken;
        var user = await VisibleAsync(name!, caller, cancel);
        RequireMayTouch(user, caller, ReadScope);
        var now = time.UtcNow();
        var sessions = await db.StaffSessions.AsNoTracking()
            .Where(s => s.UserId == user.Id && s.EndTime == null && s.ExpireTime > now).ToListAsync(cancel);
        return new ListSessionsResponse
        {
            Sessions =
            {
                sessions.Where(s => s.IsGood(now)).OrderByDescending(s => s.SeenTime)
                    .Select(s => s.ToMessage(name!, caller.Session)),
            },
        };
    }

    /// <summary>NOT_YOURS where the sessions are neither the caller's own nor those of people whom it
    /// administers.</summary>
    private static void RequireMayTouch(StaffUser user, Caller caller, string scope)
    {
        if (caller.Person == user.Id.ToString())
            return;
        if (caller.Role is not (Role.PartnerAdmin or Role.AllianceAdmin) || !caller.Scopes.Contains(scope)
            || !IsOwn(caller, user.Owner))
            throw new RefusalException(
                ErrorReason.NotYours, $"The sessions of {user.Name} are for that person, and for admins of its owner.");
    }
}
