using System.Text.Json;
using Federation.Hosting;
using Federation.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Identity.Tests;

public sealed class StartTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SandboxCredentials_FirstStart_WorkAndAreTheOwnersAlone()
    {
        await using var process = await IdentityProcess.StartAsync();
        var path = await EnsureAsync(process);

        var file = Read(path);
        Assert.Equal("http://tokens.example/connect/token", file.GetProperty("token_endpoint").GetString());
        Assert.Empty(file.GetProperty("partners").EnumerateObject());
        Assert.Equal(["ada", "ben"], file.GetProperty("invitations").EnumerateObject().Select(i => i.Name));
        foreach (var (who, principal, role) in ((string, string, Role)[])
            [("admin", "admins/ada", Role.AllianceAdmin), ("approver", "admins/ben", Role.AllianceApprover)])
        {
            var caller = await CheckAsync(process, file, who);
            Assert.Equal(principal, caller.Principal.Name);
            Assert.Equal(role, caller.Role);
            Assert.Equal(Permissions.ScopesOf(role), caller.Scopes.Order());
        }
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    [Fact]
    public async Task SandboxCredentials_LaterStart_LeavesTheFile()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        string before;
        await using (var process = await IdentityProcess.StartAsync(database))
            before = await File.ReadAllTextAsync(await EnsureAsync(process), Cancel);

        await using var again = await IdentityProcess.StartAsync(database);

        Assert.Equal(before, await File.ReadAllTextAsync(await EnsureAsync(again), Cancel));
        Assert.Equal("admins/ada",
            (await CheckAsync(again, Read(again.Deployment.PathInData("credentials.json")), "admin")).Principal.Name);
    }

    [Fact]
    public async Task SandboxCredentials_FileLost_GetsNewSecrets()
    {
        await using var process = await IdentityProcess.StartAsync();
        var path = await EnsureAsync(process);
        var old = Read(path).GetProperty("alliance").GetProperty("admin");
        File.Delete(path);

        await EnsureAsync(process);

        Assert.Equal("admins/ada", (await CheckAsync(process, Read(path), "admin")).Principal.Name);
        var refused = await process.AskTokenAsync(
            old.GetProperty("client_id").GetString()!, old.GetProperty("client_secret").GetString()!);
        Assert.Equal("invalid_client", refused.GetProperty("error").GetString());
    }

    [Fact]
    public async Task SandboxCredentials_FileOfAnotherDatabase_IsWrittenAnew()
    {
        await using var process = await IdentityProcess.StartAsync();
        var path = process.Deployment.PathInData("credentials.json");
        await File.WriteAllTextAsync(
            path, """{"alliance":{"admin":{"client_id":"x"},"approver":{"client_id":"y"}}}""", Cancel);

        await EnsureAsync(process);

        Assert.Equal("admins/ben", (await CheckAsync(process, Read(path), "approver")).Principal.Name);
    }

    [Fact]
    public async Task FirstCredentials_AreMadeOnce()
    {
        await using var process = await IdentityProcess.StartAsync();
        var made = await BootstrapCredentials.CreateFirstAsync(process.Services, "grace", "linus", Cancel);

        Assert.NotEmpty(await process.TokenAsync(made.Admin.ClientId, made.Admin.ClientSecret));
        Assert.NotEmpty(await process.TokenAsync(made.Approver.ClientId, made.Approver.ClientSecret, "boards.approve"));
        await Assert.ThrowsAsync<StartRefusedException>(
            () => BootstrapCredentials.CreateFirstAsync(process.Services, "edsger", "barbara", Cancel));
    }

    [Fact]
    public async Task FirstCredentials_AreMadeAgain_WhenNoTwoPeopleAreLeft()
    {
        await using var process = await IdentityProcess.StartAsync();
        var made = await BootstrapCredentials.CreateFirstAsync(process.Services, "grace", "linus", Cancel);
        await using (var scope = process.Services.CreateAsyncScope())
        {
            var clients = scope.ServiceProvider.GetRequiredService<OAuthClients>();
            await clients.RevokeAsync(
                (await clients.FindAsync(made.Approver.ClientId, Cancel))!, "admins/grace", Cancel);
        }

        var again = await BootstrapCredentials.CreateFirstAsync(process.Services, "grace", "barbara", Cancel);

        Assert.NotEmpty(await process.TokenAsync(again.Admin.ClientId, again.Admin.ClientSecret));
        Assert.NotEmpty(await process.TokenAsync(again.Approver.ClientId, again.Approver.ClientSecret));
        Assert.Equal("invalid_client", (await process.AskTokenAsync(
            made.Approver.ClientId, made.Approver.ClientSecret)).GetProperty("error").GetString());
    }

    [Fact]
    public async Task FirstCredentials_OfAnOlderRelease_AreMadeAgain_WithTheScopesToApprove()
    {
        await using var process = await IdentityProcess.StartAsync();
        var made = await BootstrapCredentials.CreateFirstAsync(process.Services, "grace", "linus", Cancel);
        await using (var scope = process.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<IdentityDb>().Clients
                .Where(c => c.ClientId == made.Approver.ClientId)
                .ExecuteUpdateAsync(set => set.SetProperty(c => c.Scopes, "boards.approve"), Cancel);

        var again = await BootstrapCredentials.CreateFirstAsync(process.Services, "grace", "linus", Cancel);

        Assert.NotEmpty(await process.TokenAsync(
            again.Approver.ClientId, again.Approver.ClientSecret, "credentials.approve"));
        await Assert.ThrowsAsync<StartRefusedException>(
            () => BootstrapCredentials.CreateFirstAsync(process.Services, "grace", "linus", Cancel));
    }

    [Fact]
    public async Task FirstPeople_AreInvited_UntilTheySignIn()
    {
        await using var process = await IdentityProcess.StartAsync();
        var made = await BootstrapCredentials.CreateFirstAsync(process.Services, "grace", "linus", Cancel);
        Assert.Equal(["grace", "linus"], made.Invitations.Keys.Order());
        await using var scope = process.Services.CreateAsyncScope();
        var invitations = scope.ServiceProvider.GetRequiredService<Invitations>();
        var used = await invitations.UseAsync(SecretOf(made.Invitations["grace"]), _ => Task.CompletedTask, Cancel);
        Assert.Equal(("alliance/users/grace", StaffRoles.Admin), (used!.Name, used.Role));

        await scope.ServiceProvider.GetRequiredService<IdentityDb>().Clients
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.Scopes, "boards.approve"), Cancel);
        var again = await BootstrapCredentials.CreateFirstAsync(process.Services, "grace", "linus", Cancel);

        Assert.Equal("linus", again.Invitations.Single().Key);
        Assert.Null(await invitations.FindAsync(SecretOf(made.Invitations["linus"]), Cancel));
        Assert.Equal(
            StaffRoles.Approver,
            (await invitations.FindAsync(SecretOf(again.Invitations["linus"]), Cancel))!.Role);
    }

    private static string SecretOf(Uri link) => link.AbsolutePath[Invitations.Path.Length..];

    [Theory]
    [InlineData("grace", "grace")]
    [InlineData("Grace", "linus")]
    [InlineData("g", "linus")]
    [InlineData("", "")]
    public async Task FirstCredentials_OfBadNames_AreRefused(string admin, string approver)
    {
        await using var process = await IdentityProcess.StartAsync();
        await Assert.ThrowsAsync<StartRefusedException>(
            () => BootstrapCredentials.CreateFirstAsync(process.Services, admin, approver, Cancel));
    }

    [Fact]
    public async Task SigningKeys_TwoNodesStartAtOnce_AgreeOnOne()
    {
        await using var process = await IdentityProcess.StartAsync();
        await using var scope = process.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IdentityDb>().SigningKeys.ExecuteDeleteAsync(Cancel);
        var alliance = process.Services.GetRequiredService<AllianceKey>();
        var nodes = Enumerable.Range(0, 4).Select(_ => new SigningKeys(alliance, TimeProvider.System)).ToList();

        await Task.WhenAll(nodes.Select(async node =>
        {
            await using var own = process.Services.CreateAsyncScope();
            await node.LoadAsync(own.ServiceProvider.GetRequiredService<IdentityDb>(), Cancel);
        }));

        Assert.Single(nodes.Select(n => Assert.Single(n.Loaded).KeyId).Distinct());
    }

    [Fact]
    public async Task SigningKeys_UnderAnotherAllianceKey_StopTheStart()
    {
        await using var process = await IdentityProcess.StartAsync();
        await using var scope = process.Services.CreateAsyncScope();
        var foreign = new SigningKeys(AllianceKey.FromSecret(new byte[32]), TimeProvider.System);

        await Assert.ThrowsAsync<StartRefusedException>(
            () => foreign.LoadAsync(scope.ServiceProvider.GetRequiredService<IdentityDb>(), Cancel));
    }

    [Fact]
    public void Migrations_OfEachDatabase_MatchTheModel()
    {
        foreach (var db in (IdentityDb[])
            [new SqliteIdentityDesign().CreateDbContext([]), new PostgresIdentityDesign().CreateDbContext([]),
             new SqlServerIdentityDesign().CreateDbContext([])])
        {
            using (db)
            {
                Assert.False(db.Database.HasPendingModelChanges(), db.GetType().Name);
                Assert.NotEmpty(db.GetService<IMigrator>().GenerateScript());
            }
        }
    }

    private static Task<string> EnsureAsync(IdentityProcess process) => BootstrapCredentials.EnsureAsync(
        process.Services, process.Deployment, "http://tokens.example/connect/token", Cancel);

    private static JsonElement Read(string path) => JsonDocument.Parse(File.ReadAllText(path)).RootElement;

    private static async Task<Caller> CheckAsync(IdentityProcess process, JsonElement file, string who)
    {
        var credential = file.GetProperty("alliance").GetProperty(who);
        var token = await process.TokenAsync(
            credential.GetProperty("client_id").GetString()!, credential.GetProperty("client_secret").GetString()!);
        return await process.Services.GetRequiredService<AccessTokens>()
            .CheckAsync("Bearer " + token, Permissions.PublicAudience, Cancel);
    }
}
