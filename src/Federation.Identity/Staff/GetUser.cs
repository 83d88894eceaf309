using Federation.Hosting;
using Federation.Identity.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Identity;

internal sealed partial class UserService
{
    public override async Task<GetUserResponse> GetUser(GetUserRequest request, ServerCallContext context)
    {
        var form = new Form();
        var name = ReadName(form, request.Name);
        form.Done();
        var cancel = context.CancellationToken;
        var user = await VisibleAsync(name!, Caller.Of(context), cancel);
        return new GetUserResponse { User = await ShowAsync(user, cancel) };
    }

    private static StaffName? ReadName(Form form, string text, string field = "name")
    {
        form.Check(
            StaffName.TryRead(text, out var name), field,
            "must be partners/{p}/users/{person} or alliance/users/{person}");
        return name;
    }

    /// <summary>Whether a caller sees an owner's people: its own, and the alliance those of all.</summary>
    private static bool Sees(Caller caller, string owner) => caller.IsOfAlliance || IsOwn(caller, owner);

    /// <summary>USER_NOT_FOUND also where the caller may not know of the person.</summary>
    private async Task<StaffUser> VisibleAsync(StaffName name, Caller caller, CancellationToken cancel) =>
        (Sees(caller, name.Owner)
            ? await db.Staff.AsNoTracking().SingleOrDefaultAsync(
                s => s.Owner == name.Owner && s.Person == name.Person, cancel)
            : null)
        ?? throw NotFound(name.ToString());
}
