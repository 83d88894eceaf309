using Federation.Identity.V1;
using Grpc.Core;

namespace Federation.Web.Tests;

/// <summary>The people who work for brands and for the alliance.</summary>
internal sealed partial class FakeAlliance
{
    public User Me { get; } = new()
    {
        Name = "partners/aster/users/ada",
        Person = "ada",
        DisplayName = "Ada",
        Role = UserRole.Admin,
        State = UserState.Active,
    };

    private sealed class Staff(FakeAlliance alliance) : UserService.UserServiceBase
    {
        public override Task<GetMeResponse> GetMe(GetMeRequest request, ServerCallContext context) =>
            Task.FromResult(new GetMeResponse { User = alliance.Me, Scopes = { "ledger.read" } });
    }
}
