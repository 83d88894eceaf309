using Federation.Errors.V1;
using Federation.Partners.V1;
using static Federation.Partners.Tests.PartnersProcess;

namespace Federation.Partners.Tests;

public abstract class CredentialTests
{
    private readonly PartnersProcess process;

    protected CredentialTests(PartnersProcess process)
    {
        Assert.SkipWhen(process.Missing is not null, process.Missing ?? "");
        this.process = process;
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Credential_Created_ShowsItsSecretOnce()
    {
        var request = NewCredential("partners/aster");
        var credentials = process.Credentials(process.Aster);
        var first = await credentials.CreateCredentialAsync(request, cancellationToken: Cancel);
        var again = await credentials.CreateCredentialAsync(request, cancellationToken: Cancel);

        Assert.NotEmpty(first.ClientSecret);
        Assert.Equal("", again.ClientSecret);
        Assert.True(again.Replayed);
        Assert.Equal(first.Credential, again.Credential);
        Assert.Equal($"partners/aster/credentials/{first.Credential.ClientId}", first.Credential.Name);
        Assert.NotEmpty(await process.Process.TokenAsync(first.Credential.ClientId, first.ClientSecret));
    }

    [Fact]
    public async Task Credential_AskedForManyTimesAtOnce_IsOneAndItsOneSecretWorks()
    {
        var request = NewCredential("partners/aster");
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ =>
            process.Credentials(process.Aster).CreateCredentialAsync(
                request, cancellationToken: Cancel).ResponseAsync));

        var shown = Assert.Single(answers, a => a.ClientSecret.Length > 0);
        Assert.Single(answers.Select(a => a.Credential).Distinct());
        Assert.NotEmpty(await process.Process.TokenAsync(shown.Credential.ClientId, shown.ClientSecret));
    }

    [Fact]
    public async Task Credential_Revoked_LosesTheTokensItHas_AndIsForgottenOnceTheyHaveExpired()
    {
        var credentials = process.Credentials(process.Birch);
        var made = await credentials.CreateCredentialAsync(NewCredential("partners/birch"), cancellationToken: Cancel);
        var thief = process.Coins(await process.Process.TokenAsync(made.Credential.ClientId, made.ClientSecret));
        await thief.ListCoinsAsync(new ListCoinsRequest(), cancellationToken: Cancel);

        await credentials.RevokeCredentialAsync(
            new RevokeCredentialRequest { RequestId = NewId(), Name = made.Credential.Name },
            cancellationToken: Cancel);
        Assert.Contains(made.Credential.ClientId, (await process.DirectoryAsync()).RevokedClientIds);
        await process.ReadDirectoryAsync();

        var refusal = await PartnersProcess.RefusedAsync(
            ErrorReason.TokenInvalid, thief.ListCoinsAsync(new ListCoinsRequest(), cancellationToken: Cancel));
        Assert.Contains("revoked", refusal.Message, StringComparison.Ordinal);
        await process.Coins(process.Birch).ListCoinsAsync(new ListCoinsRequest(), cancellationToken: Cancel);

        await process.AgeRevocationAsync(made.Credential.ClientId, TimeSpan.FromMinutes(21));
        Assert.DoesNotContain(made.Credential.ClientId, (await process.DirectoryAsync()).RevokedClientIds);
        await process.SweepAsync();
        Assert.Equal(0, await process.AgeRevocationAsync(made.Credential.ClientId, TimeSpan.Zero));
    }

    [Fact]
    public async Task Credential_Rotated_WorksWithTheNewSecretAlone()
    {
        var credentials = process.Credentials(process.Birch);
        var made = await credentials.CreateCredentialAsync(NewCredential("partners/birch"), cancellationToken: Cancel);
        var rotate = new RotateCredentialRequest { RequestId = NewId(), Name = made.Credential.Name };
        var rotated = await credentials.RotateCredentialAsync(rotate, cancellationToken: Cancel);
        var again = await credentials.RotateCredentialAsync(rotate, cancellationToken: Cancel);

        Assert.Equal(("", true), (again.ClientSecret, again.Replayed));
        await RefusedAsync(made.Credential.ClientId, made.ClientSecret);
        Assert.NotEmpty(await process.Process.TokenAsync(made.Credential.ClientId, rotated.ClientSecret));
    }

    [Fact]
    public async Task Credential_Revoked_GetsNoToken()
    {
        var credentials = process.Credentials(process.Birch);
        var made = await credentials.CreateCredentialAsync(NewCredential("partners/birch"), cancellationToken: Cancel);
        var name = made.Credential.Name;
        var revoked = await credentials.RevokeCredentialAsync(
            new RevokeCredentialRequest { RequestId = NewId(), Name = name }, cancellationToken: Cancel);

        Assert.True(revoked.Credential.Revoked);
        await RefusedAsync(made.Credential.ClientId, made.ClientSecret);
        await PartnersProcess.RefusedAsync(ErrorReason.CredentialRevoked, credentials.RotateCredentialAsync(
            new RotateCredentialRequest { RequestId = NewId(), Name = name }, cancellationToken: Cancel));
        await PartnersProcess.RefusedAsync(ErrorReason.CredentialNotFound, credentials.RevokeCredentialAsync(
            new RevokeCredentialRequest { RequestId = NewId(), Name = "partners/birch/credentials/none" },
                cancellationToken: Cancel));
        await PartnersProcess.RefusedAsync(
            ErrorReason.CredentialNotFound, process.Credentials(process.Admin).RevokeCredentialAsync(
            new RevokeCredentialRequest { RequestId = NewId(), Name = "partners/nobody/credentials/none" },
                cancellationToken: Cancel));
    }

    [Fact]
    public async Task Credentials_AreListedOldestFirstWithoutSecrets()
    {
        var token = await process.RegisterAsync("iris");
        var credentials = process.Credentials(token);
        var made = await credentials.CreateCredentialAsync(NewCredential("partners/iris"), cancellationToken: Cancel);

        var list = new ListCredentialsRequest { Parent = "partners/iris", PageSize = 1 };
        var first = await credentials.ListCredentialsAsync(list, cancellationToken: Cancel);
        var second = await credentials.ListCredentialsAsync(
            new ListCredentialsRequest(list) { PageToken = first.NextPageToken }, cancellationToken: Cancel);

        Assert.NotEqual(made.Credential, Assert.Single(first.Credentials));
        Assert.Equal(made.Credential, Assert.Single(second.Credentials));
        Assert.Equal("", second.NextPageToken);
    }

    [Theory]
    [InlineData("partners/birch", ErrorReason.NotYours)]
    [InlineData("alliance", ErrorReason.NotYours)]
    [InlineData("partners/nobody", ErrorReason.NotYours)]
    [InlineData("members/aster", ErrorReason.FieldInvalid)]
    public async Task Credentials_OfOthers_AreRefused(string parent, ErrorReason reason)
    {
        var credentials = process.Credentials(process.Aster);
        await PartnersProcess.RefusedAsync(
            reason, credentials.CreateCredentialAsync(NewCredential(parent), cancellationToken: Cancel));
        await PartnersProcess.RefusedAsync(reason, credentials.ListCredentialsAsync(
            new ListCredentialsRequest { Parent = parent }, cancellationToken: Cancel));
        await PartnersProcess.RefusedAsync(reason, credentials.RotateCredentialAsync(
            new RotateCredentialRequest { RequestId = NewId(), Name = parent + "/credentials/alliance-ada" },
                cancellationToken: Cancel));
        await PartnersProcess.RefusedAsync(reason, credentials.RevokeCredentialAsync(
            new RevokeCredentialRequest { RequestId = NewId(), Name = parent + "/credentials/alliance-ada" },
                cancellationToken: Cancel));
    }

    private async Task RefusedAsync(string clientId, string secret) =>
        Assert.Equal(
            "invalid_client", (await process.Process.AskTokenAsync(clientId, secret)).GetProperty("error").GetString());
}

public sealed class SqliteCredentialTests(SqlitePartnersProcess process)
    : CredentialTests(process), IClassFixture<SqlitePartnersProcess>;

public sealed class PostgresCredentialTests(PostgresPartnersProcess process)
    : CredentialTests(process), IClassFixture<PostgresPartnersProcess>;

public sealed class SqlServerCredentialTests(SqlServerPartnersProcess process)
    : CredentialTests(process), IClassFixture<SqlServerPartnersProcess>;
