using Federation.Errors.V1;
using Federation.Gateway.V1;
using Federation.Identity.V1;
using Federation.Ledger.V1;
using Federation.Partners.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Federation.Web.Tests;

/// <summary>The people who work for brands and for the alliance, and what they look after.</summary>
internal sealed partial class FakeAlliance
{
    private static readonly Timestamp Earlier = Timestamp.FromDateTimeOffset(new(2026, 11, 1, 9, 30, 0, TimeSpan.Zero));

    /// <summary>Who asks, and others of theirs.</summary>
    public List<User> People { get; } =
    [
        new()
        {
            Name = "partners/aster/users/ada", Person = "ada", DisplayName = "Ada", Role = UserRole.Admin,
            State = UserState.Active, Inviter = "", Revision = 1, CreateTime = Earlier,
        },
        new()
        {
            Name = "partners/aster/users/bob", Person = "bob", DisplayName = Hostile, Role = UserRole.Desk,
            State = UserState.Invited, Inviter = "partners/aster", Revision = 3, CreateTime = Earlier,
            InvitationExpireTime = Earlier,
        },
        new()
        {
            Name = "alliance/users/cleo", Person = "cleo", DisplayName = Long, Role = UserRole.Auditor,
            State = UserState.Active, Inviter = "admins/ben", Revision = 5, CreateTime = Earlier,
            Proposal = new() { Role = UserRole.Approver, Proposer = "admins/ben", CreateTime = Earlier },
        },
    ];

    /// <summary>What the check of the books finds.</summary>
    public CheckBooksResponse BooksFound { get; set; } =
        new() { Balanced = true, Journals = 12345, Entries = 67890, Wallets = 4321 };

    public bool IsSuspended { get; set; }

    private Partner BirchOf() => new()
    {
        Name = "partners/birch",
        DisplayName = Hostile,
        CreateTime = Earlier,
        State = IsSuspended ? PartnerState.Suspended : PartnerState.Active,
    };

    /// <summary>What waits for a decision.</summary>
    public ListTasksResponse Tasks { get; } = new()
    {
        Tasks =
        {
            new WaitingTask
            {
                Kind = TaskKind.User, Name = "alliance/users/cleo", Asker = "admins/ben", AskTime = Earlier,
                MayDecide = true,
            },
            new WaitingTask { Kind = TaskKind.Credential, Name = "alliance/credentials/<b>x</b>", AskTime = Earlier },
        },
        Unanswered = { "exchange" },
    };

    private sealed class TaskList(FakeAlliance alliance) : TaskService.TaskServiceBase
    {
        public override Task<ListTasksResponse> ListTasks(ListTasksRequest request, ServerCallContext context) =>
            Task.FromResult(alliance.Tasks);
    }

    private sealed class Staff(FakeAlliance alliance) : UserService.UserServiceBase
    {
        public override Task<GetMeResponse> GetMe(GetMeRequest request, ServerCallContext context) =>
            Task.FromResult(new GetMeResponse { User = alliance.People[0], Scopes = { "ledger.read" } });

        public override Task<ListUsersResponse> ListUsers(ListUsersRequest request, ServerCallContext context) =>
            Task.FromResult(new ListUsersResponse
            {
                Users = { alliance.People.Where(u => u.Name.StartsWith(request.Parent, StringComparison.Ordinal)) },
            });

        public override Task<GetUserResponse> GetUser(GetUserRequest request, ServerCallContext context) =>
            Task.FromResult(new GetUserResponse
            {
                User = alliance.People.Find(u => u.Name == request.Name)
                    ?? throw Refuse(ErrorReason.UserNotFound, StatusCode.NotFound, "There is no such person."),
            });

        public override Task<ListSessionsResponse> ListSessions(
            ListSessionsRequest request, ServerCallContext context) =>
            Task.FromResult(new ListSessionsResponse
            {
                Sessions =
                {
                    new UserSession
                    {
                        Name = request.Parent + "/sessions/" + Id, Agent = "Firefox <b>145</b>", CreateTime = Earlier,
                        SeenTime = Earlier,
                    },
                },
            });

        public override Task<InviteUserResponse> InviteUser(InviteUserRequest request, ServerCallContext context) =>
            Task.FromResult(new InviteUserResponse
            {
                User = alliance.People[1],
                InvitationUri = "https://alliance.example/signin/invitation/abc",
            });

        public override Task<ApproveUserResponse> ApproveUser(ApproveUserRequest request, ServerCallContext context)
        {
            alliance.People[2].Proposal = null;
            return Task.FromResult(new ApproveUserResponse { User = alliance.People[2] });
        }
    }
}
