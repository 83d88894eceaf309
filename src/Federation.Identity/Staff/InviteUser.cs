using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Identity.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Identity;

internal sealed partial class UserService
{
    public override async Task<InviteUserResponse> InviteUser(InviteUserRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var requestId = form.RequestId(request.RequestId);
        var partner = form.Partner(request.Parent, "parent");
        if (partner.Length > 0)
            caller.RequireOwn(partner, request.Parent);
        var role = CheckPerson(form, request.Parent, request.Person, request.DisplayName, request.Role);
        form.Done();
        RequireToGive(caller, role!);
        var cancel = context.CancellationToken;
        var secret = Secret.New();
        var response = await OnceAsync(
            request, requestId, request.Parent, context,
            async () =>
            {
                var user = await NewOrEndedAsync(new StaffName(request.Parent, request.Person), cancel);
                (user.DisplayName, user.Role) = (request.DisplayName, role!.Name);
                (user.State, user.Inviter) = (StaffState.Invited, caller.Principal.Name);
                await invitations.AddAsync(user, secret.Hash, cancel);
                await db.SaveChangesAsync(cancel);
                return new InviteUserResponse
                {
                    User = await ShowAsync(user, cancel),
                    InvitationUri = invitations.To(secret.Text),
                };
            },
            Suspensions.UserCommands,
            recorded: made => new InviteUserResponse { User = made.User });
        if (!response.Replayed)
            Log.UserInvited(logger, Who(caller), response.User.Name, response.User.Role);
        return response;
    }

    /// <summary>Checks what a new person is given; answers its role.</summary>
    private static StaffRole? CheckPerson(
        Form form, string owner, string person, string displayName, UserRole role)
    {
        // A name of dots alone would be a path's.
        form.Check(
            Principal.TryPerson(person, out _) && char.IsAsciiLetterOrDigit(person[0]), "person",
            "must be 2 to 64 of a-z, 0-9, '.' and '-', beginning with a letter or digit");
        form.Text(displayName, "display_name", 1, 100);
        var known = StaffMessages.RoleOf(owner, role);
        form.Check(
            known is not null, "role",
            $"must be a role of {(owner == ResourceNames.Alliance ? "the alliance's" : "a brand's")} people");
        return known;
    }

    /// <summary>A new person, or one that has ended and comes back. ALREADY_EXISTS, USERS_EXHAUSTED.</summary>
    private async Task<StaffUser> NewOrEndedAsync(StaffName name, CancellationToken cancel)
    {
        var known = await db.Staff.SingleOrDefaultAsync(
            s => s.Owner == name.Owner && s.Person == name.Person, cancel);
        if (known is { State: not StaffState.Ended })
            throw new RefusalException(
                ErrorReason.AlreadyExists, $"{name} exists already; renew its invitation if the link was lost.");
        await RequireRoomAsync(name.Owner, cancel);
        if (known is null)
            return New(name);
        Touch(known);
        return known;
    }

    private StaffUser New(StaffName name)
    {
        var now = time.UtcNow();
        var user = new StaffUser
        {
            Id = Guid.CreateVersion7(now),
            Owner = name.Owner,
            Person = name.Person,
            DisplayName = "",
            Role = "",
            State = StaffState.Proposed,
            CreateTime = now,
            UpdateTime = now,
            Revision = 1,
        };
        db.Staff.Add(user);
        return user;
    }

    /// <summary>Who acts, as logs name it.</summary>
    private static string Who(Caller caller) => caller.User ?? $"{caller.Principal} ({caller.ClientId})";
}
