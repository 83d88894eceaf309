using System.Text.Json;
using Federation.Hosting;
using Federation.Identity.Internal.V1;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Identity;

/// <summary>Makes the alliance's first credentials, and its first people. Runs after
/// <see cref="IdentityModule.PrepareAsync"/>.</summary>
public static class BootstrapCredentials
{
    private const string FileName = "credentials.json";
    private const string SandboxAdmin = "ada";
    private const string SandboxApprover = "ben";
    private const string ProposingScope = "credentials.write";
    private const string ApprovingScope = "credentials.approve";

    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        PropertyNameCaseInsensitive = true,
    };

    /// <summary>
    /// In a sandbox, makes the credentials of the admin <c>ada</c> and the approver <c>ben</c> and writes them to
    /// <c>credentials.json</c> in the data directory, for its owner alone. A file whose clients exist is left as it
    /// is; where it was lost, or is another database's, the secrets are made anew.
    /// </summary>
    /// <param name="tokenEndpoint">Where clients fetch tokens; written into the file.</param>
    /// <returns>The file's path.</returns>
    public static async Task<string> EnsureAsync(
        IServiceProvider services, DeploymentOptions deployment, string tokenEndpoint,
        CancellationToken cancel = default)
    {
        if (!deployment.Sandbox)
            throw new InvalidOperationException("Demo credentials are for sandboxes only.");
        var path = Path.GetFullPath(deployment.PathInData(FileName));
        await AloneAsync(services, async (provider, db) =>
        {
            if (await ReadGoodAsync(path, db, cancel) is { } good)
            {
                if (good.TokenEndpoint != tokenEndpoint)
                    Write(path, good with { TokenEndpoint = tokenEndpoint });
                return true;
            }
            var made = await MakeAsync(provider, SandboxAdmin, SandboxApprover, cancel);
            Write(path, new CredentialsFile(
                tokenEndpoint, made, new Dictionary<string, ClientCredential>(), made.Invitations));
            return true;
        }, cancel);
        return path;
    }

    /// <summary>
    /// In production, makes the first admin's and the first approver's credentials, and invites the two; and again when
    /// so many were revoked that no two people are left, of whom one can propose what the other approves.
    /// </summary>
    /// <exception cref="StartRefusedException">The names are bad, or two people have credentials already.</exception>
    public static Task<AllianceCredentials> CreateFirstAsync(
        IServiceProvider services, string admin, string approver, CancellationToken cancel = default)
    {
        if (!Principal.TryPerson(admin, out _) || !Principal.TryPerson(approver, out _) || admin == approver)
            throw new StartRefusedException(
                "The admin and the approver must be two different people, each named with 2 to 64 of a-z, 0-9, '.' "
                + "and '-'.");
        return AloneAsync(services, async (provider, db) =>
        {
            if (await CanActAsync(db, cancel))
                throw new StartRefusedException(
                    "The alliance has credentials already, of two people or more; one of them proposes further ones "
                    + "with "
                    + "CredentialService.ProposeCredential, and another approves them.");
            return await MakeAsync(provider, admin, approver, cancel);
        }, cancel);
    }

    /// <summary>
    /// Whether two people can still make credentials: an admin who proposes, and somebody else who approves.
    /// Credentials of an older release may lack the scopes for it.
    /// </summary>
    private static async Task<bool> CanActAsync(IdentityDb db, CancellationToken cancel)
    {
        var able = await db.Clients.AsNoTracking()
            .Where(c => c.Owner == ClientForm.Alliance && !c.Revoked && !c.Pending)
            .ToListAsync(cancel);
        var admin = Permissions.NameOf(Role.AllianceAdmin);
        return able.Exists(proposer => proposer.Role == admin && proposer.ScopeList.Contains(ProposingScope)
            && able.Exists(approver => approver.Principal != proposer.Principal
                && approver.ScopeList.Contains(ApprovingScope)));
    }

    /// <summary>
    /// Runs in one transaction that holds the first signing key's row, so that of several nodes one goes first.
    /// </summary>
    private static async Task<T> AloneAsync<T>(
        IServiceProvider services, Func<IServiceProvider, IdentityDb, Task<T>> work, CancellationToken cancel)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.SigningKeys.Where(k => k.Number == 1)
            .ExecuteUpdateAsync(set => set.SetProperty(k => k.KeyId, k => k.KeyId), cancel);
        try
        {
            var result = await work(scope.ServiceProvider, db);
            await transaction.CommitAsync(cancel);
            return result;
        }
        catch (RefusalException e)
        {
            // One of the names is taken by a client that was revoked, or is for something else.
            throw new StartRefusedException("The first credentials cannot be made: " + e.Message);
        }
    }

    private static async Task<AllianceCredentials> MakeAsync(
        IServiceProvider provider, string admin, string approver, CancellationToken cancel)
    {
        var clients = provider.GetRequiredService<OAuthClients>();
        var people = provider.GetRequiredService<HostInvitations>();
        var links = new Dictionary<string, Uri>(StringComparer.Ordinal);
        foreach (var (person, role) in new[] { (admin, StaffRoles.Admin), (approver, StaffRoles.Approver) })
            if (await people.InviteAsync(person, role, cancel) is { } link)
                links.Add(person, link);
        return new AllianceCredentials(
            await MakeAsync(clients, admin, Role.AllianceAdmin, cancel),
            await MakeAsync(clients, approver, Role.AllianceApprover, cancel))
        {
            Invitations = links,
        };
    }

    private static async Task<ClientCredential> MakeAsync(
        OAuthClients clients, string person, Role role, CancellationToken cancel)
    {
        var secret = OAuthClients.NewSecret();
        var client = await clients.EnsureAsync(new Client
        {
            ClientId = $"{ClientForm.Alliance}-{person}",
            Owner = ClientForm.Alliance,
            DisplayName = $"First {Permissions.NameOf(role)}",
            Role = Permissions.NameOf(role),
            Scopes = { Permissions.ScopesOf(role) },
            Principal = Principal.OfPerson(person).Name,
        }, secret, cancel);
        return new ClientCredential(client.ClientId!, secret);
    }

    private static async Task<CredentialsFile?> ReadGoodAsync(string path, IdentityDb db, CancellationToken cancel)
    {
        if (!File.Exists(path))
            return null;
        CredentialsFile? file;
        try
        {
            file = JsonSerializer.Deserialize<CredentialsFile>(await File.ReadAllTextAsync(path, cancel), Json);
        }
        catch (JsonException)
        {
            return null;
        }
        if (file?.Alliance is not { Admin.ClientId: { } admin, Approver.ClientId: { } approver })
            return null;
        return await db.Clients.CountAsync(c => c.ClientId == admin || c.ClientId == approver, cancel) == 2 ? file
            : null;
    }

    private static void Write(string path, CredentialsFile file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        // Whole or not at all: a reader never sees half a file.
        var made = $"{path}.{Guid.NewGuid():N}";
        PrivateFile.Write(made, JsonSerializer.Serialize(file, Json) + "\n");
        File.Move(made, path, overwrite: true);
    }

    private sealed record CredentialsFile(
        string TokenEndpoint, AllianceCredentials Alliance, IReadOnlyDictionary<string, ClientCredential> Partners,
        IReadOnlyDictionary<string, Uri>? Invitations);
}
