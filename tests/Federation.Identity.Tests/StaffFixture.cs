using Federation.Hosting;
using Federation.Identity.Internal.V1;
using Federation.Identity.V1;
using Federation.Partners.Internal.V1;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Identity.Tests;

/// <summary>An identity module with a directory of brands, credentials of theirs and of the alliance, and people who
/// sign in.</summary>
public sealed class StaffFixture : SignInFixture
{
    private static readonly CancellationToken Cancel = CancellationToken.None;

    internal FakeDirectory Directory { get; } = new();

    protected override void Configure(WebApplicationBuilder builder)
    {
        builder.Services.AddKeyedSingleton<DirectoryService.DirectoryServiceClient>("directory", Directory);
        builder.Services.AddKeyedSingleton<DirectoryService.DirectoryServiceClient>(IdentityModule.Name, Directory);
    }

    /// <summary>A client of UserService with a new credential.</summary>
    /// <param name="owner"><c>partners/{id}</c> or <c>alliance</c>.</param>
    /// <param name="role">The credential's role.</param>
    /// <param name="person">The person of the alliance behind it.</param>
    /// <param name="scopes">Its scopes; null for all of its role.</param>
    public async Task<V1.UserService.UserServiceClient> AsMachineAsync(
        string owner, Role role, string? person = null, IEnumerable<string>? scopes = null)
    {
        var (id, secret) = ($"test-{Guid.NewGuid():N}", OAuthClients.NewSecret());
        await using var scope = Process.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<OAuthClients>().EnsureAsync(
            new Client
            {
                ClientId = id,
                Owner = owner,
                DisplayName = "Test",
                Role = Permissions.NameOf(role),
                Scopes = { scopes ?? Permissions.ScopesOf(role) },
                Principal = person is null ? owner : Principal.OfPerson(person).Name,
            },
            secret, Cancel);
        return Process.Client<V1.UserService.UserServiceClient>(await Process.TokenAsync(id, secret));
    }

    /// <summary>A client of UserService as a person that signed in.</summary>
    internal async Task<SignedInStaff> SignInAsync(string user)
    {
        StaffName.TryRead(user, out var name);
        var browser = Browser();
        await using var scope = Process.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
        var row = db.Staff.Single(s => s.Owner == name!.Owner && s.Person == name.Person);
        var secret = await scope.ServiceProvider.GetRequiredService<SignInSessions>()
            .BeginAsync(row, SignInWay.Passkey, "Test browser", Cancel);
        browser.Cookies.Add(Process.Http1, new System.Net.Cookie("federation-sign-in", secret.Text));
        var tokens = await TokensAsync(browser);
        return new SignedInStaff(
            browser, tokens,
            Process.Client<V1.UserService.UserServiceClient>(tokens.GetProperty("access_token").GetString()!));
    }

    /// <summary>Takes up an invitation with a passkey.</summary>
    /// <returns>Whether it was good.</returns>
    public async Task<bool> EnrolAsync(string link)
    {
        await using var scope = Process.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
        return await scope.ServiceProvider.GetRequiredService<Invitations>().UseAsync(
            SecretOf(link),
            user =>
            {
                db.Passkeys.Add(NewPasskey(user.Id));
                return Task.CompletedTask;
            },
            Cancel) is { State: StaffState.Active };
    }

    /// <summary>Whose invitation a link is; null where it is not good.</summary>
    public async Task<string?> InvitedByAsync(string link)
    {
        await using var scope = Process.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<Invitations>().FindAsync(SecretOf(link), Cancel))?.Name;
    }

    /// <summary>A person of a brand who works.</summary>
    public async Task<V1.User> ActiveAsync(
        V1.UserService.UserServiceClient admin, string parent, string person, UserRole role)
    {
        var invited = await admin.InviteUserAsync(new InviteUserRequest
        {
            RequestId = Guid.NewGuid().ToString(),
            Parent = parent,
            Person = person,
            DisplayName = person,
            Role = role,
        });
        Assert.True(await EnrolAsync(invited.InvitationUri));
        return (await admin.GetUserAsync(new GetUserRequest { Name = invited.User.Name })).User;
    }

    private static string SecretOf(string link) => new Uri(link).AbsolutePath[Invitations.Path.Length..];

    private static PasskeyRow NewPasskey(Guid user)
    {
        var id = Guid.NewGuid().ToByteArray();
        return new PasskeyRow
        {
            IdHash = PasskeyUsers.HashOf(id),
            CredentialId = id,
            UserId = user,
            PublicKey = [1],
            SignCount = 0,
            Transports = "",
            UserVerified = true,
            BackupEligible = false,
            BackedUp = false,
            AttestationObject = [],
            ClientData = [],
            CreateTime = Moments.Cut(DateTimeOffset.UtcNow),
        };
    }
}
