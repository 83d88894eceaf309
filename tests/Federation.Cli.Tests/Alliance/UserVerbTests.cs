using Federation.Identity.V1;
using Google.Protobuf;

namespace Federation.Cli.Tests;

/// <summary>What each verb of <c>federation users</c> sends, and what it shows.</summary>
public sealed class UserVerbTests : IAsyncLifetime
{
    private const string Wei = "partners/aster/users/wei";
    private const string Ada = "alliance/users/ada";
    private ScriptedAlliance alliance = null!;

    public async ValueTask InitializeAsync() => alliance = await ScriptedAlliance.StartAsync();

    public ValueTask DisposeAsync() => alliance.DisposeAsync();

    /// <summary>The verb with its arguments, its last request without its id, and a cell that is shown.</summary>
    public static TheoryData<string, IMessage, string> Verbs => new()
    {
        { "list aster", new ListUsersRequest { Parent = "partners/aster", PageSize = 100 }, "admins/ada" },
        { "list alliance", new ListUsersRequest { Parent = "alliance", PageSize = 100 }, "approver" },
        {
            "invite aster wei --role desk --name Wei --as aster",
            new InviteUserRequest
            {
                Parent = "partners/aster",
                Person = "wei",
                DisplayName = "Wei",
                Role = UserRole.Desk,
            },
            ScriptedUsers.Link
        },
        {
            "propose eve --role auditor --name Eve",
            new ProposeUserRequest
            {
                Parent = "alliance",
                Person = "eve",
                DisplayName = "Eve",
                Role = UserRole.Auditor,
            },
            "first part of the link"
        },
        {
            $"approve {Ada} --revision 7 --as admin", new ApproveUserRequest { Name = Ada, Revision = 7 },
            "last part of the link"
        },
        { $"renew {Wei} --as aster", new RenewInvitationRequest { Name = Wei }, ScriptedUsers.Link },
        { $"renew {Ada}", new RenewInvitationRequest { Name = Ada }, "first part of the link" },
        {
            $"update {Wei} --role finance --as aster",
            new UpdateUserRequest { Name = Wei, Revision = 4, Role = UserRole.Finance }, "Chen Wei"
        },
        { $"end {Wei} --as aster", new EndUserRequest { Name = Wei }, Wei },
        { $"sessions {Wei} --as aster", new ListSessionsRequest { Parent = Wei }, "Firefox" },
        {
            $"end-session {Wei}/sessions/1 --as aster", new EndSessionRequest { Name = Wei + "/sessions/1" },
            Wei + "/sessions/1"
        },
    };

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Verb_SendsTheRequestAndShowsTheAnswer(string arguments, IMessage expected, string shown)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(expected);
        var run = await alliance.RunAsync(["users", .. arguments.Split(' ')]);
        Assert.Empty(run.Error);
        Assert.Equal(ExitCodes.Done, run.Code);
        var sent = alliance.Directory.Requests.Last();
        if (sent.Descriptor.FindFieldByName("request_id") is { } id)
        {
            Assert.True(Guid.TryParse((string)id.Accessor.GetValue(sent), out _));
            id.Accessor.Clear(sent);
        }
        Assert.Equal(expected, sent);
        Assert.Contains(shown, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Link_ShownBefore_IsSaidSo()
    {
        alliance.Directory.On<InviteUserRequest, InviteUserResponse>(
            _ => new InviteUserResponse { User = new User { Name = Wei }, Replayed = true });
        var run = await alliance.RunAsync(
            ["users", "invite", "aster", "wei", "--role", "desk", "--name", "Wei", "--as", "aster"]);
        Assert.Contains("renew it", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Role_ThatThereIsNot_IsBadInput()
    {
        var run = await alliance.RunAsync(["users", "propose", "eve", "--role", "king", "--name", "Eve"]);
        Assert.Equal(ExitCodes.BadInput, run.Code);
        Assert.Empty(alliance.Directory.Requests);
    }
}
