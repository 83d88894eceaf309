using Federation.Hosting;
using Federation.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Federation.Identity.Tests;

/// <summary>A database that is restored from a backup does not bring revoked secrets back unnoticed.</summary>
public sealed class RestoredSecretsTests
{
    private const string SeenFile = "credentials.seen";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Secret_RevokedOrReplaced_DoesNotComeBackWithAnOlderDatabase(bool revoked)
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        ClientCredential old, kept;
        await using (var process = await IdentityProcess.StartAsync(database))
        {
            var made = await BootstrapCredentials.CreateFirstAsync(process.Services, "grace", "linus", Cancel);
            (old, kept) = (made.Admin, made.Approver);
            var backup = await RowAsync(process, old.ClientId);
            await ChangeAsync(process, old.ClientId, revoked);
            Assert.Equal("invalid_client", await ErrorAsync(process, old));
            await RestoreAsync(process, backup);
            Assert.Null(await ErrorAsync(process, old));
        }

        await using var again = await IdentityProcess.StartAsync(database);

        Assert.Equal("invalid_client", await ErrorAsync(again, old));
        Assert.Null(await ErrorAsync(again, kept));
        Assert.Contains(old.ClientId, Assert.Single(again.Log.Of("SecretCameBack")), StringComparison.Ordinal);
        Assert.True((await RowAsync(again, old.ClientId)).Revoked);
    }

    [Fact]
    public async Task Database_ThatThisNodeNeverSaw_IsSaidToBeSo()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using (var process = await IdentityProcess.StartAsync(database))
        {
            await BootstrapCredentials.CreateFirstAsync(process.Services, "grace", "linus", Cancel);
            File.Delete(process.Deployment.PathInData(SeenFile));
            Assert.Empty(process.Log.Of("SecretsNotSeenBefore"));
        }
        await using var again = await IdentityProcess.StartAsync(database);

        Assert.Single(again.Log.Of("SecretsNotSeenBefore"));
        Assert.True(File.Exists(again.Deployment.PathInData(SeenFile)));
    }

    [Fact]
    public async Task SeenFile_Damaged_StopsTheStart()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var process = await IdentityProcess.StartAsync(database);
        await File.WriteAllTextAsync(process.Deployment.PathInData(SeenFile), "{", Cancel);

        await Assert.ThrowsAsync<StartRefusedException>(() => IdentityModule.PrepareAsync(process.Services, Cancel));
    }

    [Fact]
    public async Task SeenFile_ThatCannotBeWritten_IsLogged_AndDoesNotStopARevocation()
    {
        await using var process = await IdentityProcess.StartAsync();
        var made = await BootstrapCredentials.CreateFirstAsync(process.Services, "grace", "linus", Cancel);
        var file = process.Deployment.PathInData(SeenFile);
        File.Delete(file);
        Directory.CreateDirectory(file);

        await ChangeAsync(process, made.Admin.ClientId, revoke: true);

        Assert.Equal("invalid_client", await ErrorAsync(process, made.Admin));
        Assert.Contains(SeenFile, Assert.Single(process.Log.Of("SecretsSeenNotWritten")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_ThatCannotBeReadNow_AreReadLater()
    {
        using var log = new LogCollector();
        using var scopes = new FailingScopes(new InvalidOperationException("away"));
        using var seen = new SecretsSeen(
            scopes, Options.Create(new DeploymentOptions()), Options.Create(new IdentityOptions()),
            log.For<SecretsSeen>());
        using var watch = new SecretsWatch(seen, new HurriedTime(), log.For<SecretsWatch>());
        await watch.StartAsync(Cancel);

        Assert.Contains("away", await log.FirstOfAsync("SecretsNotRead", Cancel), StringComparison.Ordinal);
        await watch.StopAsync(Cancel);
    }

    [Fact]
    public async Task TokenRequest_WithAWrongSecret_IsLoggedWithTheClient()
    {
        await using var process = await IdentityProcess.StartAsync(
            await TestDatabase.CreateAsync(TestDatabase.Default));
        var made = await BootstrapCredentials.CreateFirstAsync(process.Services, "grace", "linus", Cancel);

        Assert.Equal("invalid_client", await ErrorAsync(process, made.Admin with { ClientSecret = "guessed" }));

        var line = Assert.Single(process.Log.Of("NotAuthenticated"));
        Assert.Contains("alliance-grace", line, StringComparison.Ordinal);
        Assert.Contains("invalid_client", line, StringComparison.Ordinal);
        Assert.DoesNotContain("guessed", line, StringComparison.Ordinal);
    }

    private static async Task ChangeAsync(IdentityProcess process, string clientId, bool revoke)
    {
        await using (var scope = process.Services.CreateAsyncScope())
        {
            var clients = scope.ServiceProvider.GetRequiredService<OAuthClients>();
            var client = (await clients.FindAsync(clientId, Cancel))!;
            await (revoke
                ? clients.RevokeAsync(client, "admins/linus", Cancel)
                : clients.ReplaceSecretAsync(client, OAuthClients.NewSecret(), Cancel));
        }
        await process.Services.GetRequiredService<SecretsSeen>().RefreshAsync(Cancel);
    }

    private static async Task<OAuthClient> RowAsync(IdentityProcess process, string clientId)
    {
        await using var scope = process.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IdentityDb>().Clients.AsNoTracking()
            .SingleAsync(c => c.ClientId == clientId, Cancel);
    }

    /// <summary>Sets a client's row back to what it was.</summary>
    private static async Task RestoreAsync(IdentityProcess process, OAuthClient backup)
    {
        await using var scope = process.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IdentityDb>().Clients.Where(c => c.Id == backup.Id)
            .ExecuteUpdateAsync(
                set => set.SetProperty(c => c.Revoked, backup.Revoked).SetProperty(c => c.Revoker, backup.Revoker)
                    .SetProperty(c => c.ClientSecret, backup.ClientSecret)
                    .SetProperty(c => c.SecretRevision, backup.SecretRevision), Cancel);
    }

    private static async Task<string?> ErrorAsync(IdentityProcess process, ClientCredential credential)
    {
        var answer = await process.AskTokenAsync(credential.ClientId, credential.ClientSecret);
        return answer.TryGetProperty("error", out var error) ? error.GetString() : null;
    }

    /// <summary>Nobody waits for longer than a moment.</summary>
    private sealed class HurriedTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, TimeSpan.FromMilliseconds(1), period);
    }
}
