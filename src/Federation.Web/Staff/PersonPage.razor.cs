using System.Globalization;
using Federation.Design;
using Federation.Hosting;
using Federation.Identity.V1;
using Microsoft.AspNetCore.Components;

namespace Federation.Web;

/// <summary>One person who works for the reader's brand, or for the alliance: role, invitation, sessions.</summary>
public sealed partial class PersonPage : StaffPage
{
    internal static readonly string Invite = Permissions.Of<UserService.UserServiceBase>("InviteUser");
    internal static readonly string Propose = Permissions.Of<UserService.UserServiceBase>("ProposeUser");
    private static readonly string Approve = Permissions.Of<UserService.UserServiceBase>("ApproveUser");
    private static readonly string Update = Permissions.Of<UserService.UserServiceBase>("UpdateUser");

    private User? person;
    private IReadOnlyList<UserSession> sessions = [];
    private string? secret;
    private string secretLabel = "";
    private string secretWhat = "";

    /// <summary>What the owner calls the person.</summary>
    [Parameter]
    public required string Id { get; set; }

    [Inject]
    public required TimeProvider Time { get; set; }

    private TableColumn[] Columns => [new(T.Browser), new(T.Since), new(T.SeenLast), new(T.EndSessionAct)];

    /// <summary>The page of a person.</summary>
    public static string PathOf(User user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return $"{PeoplePage.Path}/{user.Person}";
    }

    protected override async Task LoadAsync()
    {
        var name = $"{Me!.Owner}/users/{Id}";
        person = (await Alliance.Client.Users.GetUserAsync(
            new GetUserRequest { Name = name }, cancellationToken: Alliance.Cancel)).User;
        if (May(Update))
            sessions = (await Alliance.Client.Users.ListSessionsAsync(
                new ListSessionsRequest { Parent = name }, cancellationToken: Alliance.Cancel)).Sessions;
    }

    private static string FormOf(UserSession session) => "session-" + ResourceNames.LastPart(session.Name);

    private Task ChangeAsync()
    {
        var form = PostedForm.Of(Context);
        if (RoleChoices.Read(form["role"]) is not { } role)
        {
            Problems.Add(new("role-0", T.RoleMissing));
            return Task.CompletedTask;
        }
        // The alliance's people get a role that moves money by two people.
        return Me!.IsOfAlliance && role is not UserRole.Auditor && role != person!.Role
            ? ActAsync(id => Alliance.Client.Users.ProposeUserAsync(new ProposeUserRequest
            {
                RequestId = id,
                Parent = Me.Owner,
                Person = Id,
                DisplayName = form["name"],
                Role = role,
            }, cancellationToken: Alliance.Cancel).ResponseAsync, PathOf(person))
            : ActAsync(id => Alliance.Client.Users.UpdateUserAsync(new UpdateUserRequest
            {
                RequestId = id,
                Name = person!.Name,
                Revision = RevisionIn(form),
                DisplayName = form["name"],
                Role = role,
            }, cancellationToken: Alliance.Cancel).ResponseAsync, PathOf(person!));
    }

    private Task EndAsync() => ActAsync(id => Alliance.Client.Users.EndUserAsync(
        new EndUserRequest { RequestId = id, Name = person!.Name },
        cancellationToken: Alliance.Cancel).ResponseAsync, PathOf(person!));

    private Task EndSessionAsync(string session) => ActAsync(id => Alliance.Client.Users.EndSessionAsync(
        new EndSessionRequest { RequestId = id, Name = session },
        cancellationToken: Alliance.Cancel).ResponseAsync, PathOf(person!));

    private Task RenewAsync() => ShowOnceAsync(T.InvitationLink, T.InvitationWhat, async id =>
    {
        var renewed = await Alliance.Client.Users.RenewInvitationAsync(
            new RenewInvitationRequest { RequestId = id, Name = person!.Name }, cancellationToken: Alliance.Cancel);
        if (renewed.InvitationUri.Length == 0 && Me!.IsOfAlliance)
            (secretLabel, secretWhat) = (T.FirstHalfOfLink, T.HalfLinkWhat);
        return renewed.InvitationUri.Length > 0 ? renewed.InvitationUri : renewed.InvitationPart;
    });

    private Task ApproveAsync() => ShowOnceAsync(T.LastHalfOfLink, T.LastHalfWhat, async id =>
    {
        var approved = await Alliance.Client.Users.ApproveUserAsync(new ApproveUserRequest
        {
            RequestId = id,
            Name = person!.Name,
            Revision = RevisionIn(PostedForm.Of(Context)),
        }, cancellationToken: Alliance.Cancel);
        // Where the role alone changed, there is no link.
        return approved.InvitationPart.Length == 0 && !approved.Replayed ? null : approved.InvitationPart;
    });

    /// <summary>Does what returns a part of a link, which is in this answer alone.</summary>
    private async Task ShowOnceAsync(string label, string what, Func<string, Task<string?>> command)
    {
        Context.Response.Headers.CacheControl = "no-store";
        (secretLabel, secretWhat) = (label, what);
        await TryAsync(async id => secret = await command(id));
        if (secret is not null)
            await LoadAsync();
        else if (Refusal is null)
            Navigation.NavigateTo(PathOf(person!));
    }

    /// <summary>The revision that the form was made from: somebody may have changed the person since.</summary>
    private static long RevisionIn(PostedForm form) =>
        long.TryParse(form["revision"], NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
            ? revision : 0;
}
