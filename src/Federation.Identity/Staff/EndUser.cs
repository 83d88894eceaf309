using Federation.Hosting;
using Federation.Identity.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Identity;

internal sealed partial class UserService
{
    public override async Task<EndUserResponse> EndUser(EndUserRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var requestId = form.RequestId(request.RequestId);
        var name = ReadName(form, request.Name);
        form.Done();
        var cancel = context.CancellationToken;
        var response = await OnceAsync(
            request, requestId, name!.Owner, context,
            async () =>
            {
                var user = await RequireAsync(name, caller, cancel);
                await RequireAnotherAdminAsync(user, cancel);
                await CloseAsync(user, cancel);
                await db.StaffProposals.Where(p => p.UserId == user.Id).ExecuteDeleteAsync(cancel);
                user.State = StaffState.Ended;
                Touch(user);
                await db.SaveChangesAsync(cancel);
                return new EndUserResponse { User = await ShowAsync(user, cancel) };
            });
        await ends.RefuseEndedAsync(Guid.Parse(response.User.Uid), cancel);
        if (!response.Replayed)
            Log.UserEnded(logger, Who(caller), response.User.Name);
        return response;
    }
}
