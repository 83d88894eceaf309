using System.Net;
using System.Text.Json;
using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Identity.Internal.V1;
using Federation.Testing;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using ClientServiceClient = Federation.Identity.Internal.V1.ClientService.ClientServiceClient;

namespace Federation.Identity.Tests;

public sealed class TokenTests(TokenTests.Fixture fixture) : IClassFixture<TokenTests.Fixture>
{
    private const string Secret = "0123456789abcdef0123456789abcdef";
    private const string Other = "fedcba9876543210fedcba9876543210";
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private readonly IdentityProcess process = fixture.Process;

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(false, true)]
    public async Task Token_OfAKnownClient_IsReadByAnyResourceServer(bool basic, bool http2)
    {
        await CreateAsync("aster-one", ["ledger.earn", "ledger.read"]);

        var answer = await process.AskTokenAsync("aster-one", Secret, basic: basic, http2: http2);

        var token = answer.GetProperty("access_token").GetString()!;
        Assert.Equal(15 * 60, answer.GetProperty("expires_in").GetInt32(), 5.0);
        var caller = await CheckAsync(token);
        Assert.Equal("partners/aster", caller.Principal);
        Assert.Equal(Role.PartnerService, caller.Role);
        Assert.Equal(["ledger.earn", "ledger.read"], caller.Scopes.Order());
        var read = new JsonWebToken(token);
        Assert.Equal("aster-one", read.GetPayloadValue<string>("client_id"));
        Assert.Equal("ES256", read.Alg);
        Assert.Equal(process.Deployment.Issuer!.TrimEnd('/'), read.Issuer.TrimEnd('/'));
        Assert.Equal([Permissions.PublicAudience], read.Audiences);
    }

    [Fact]
    public async Task Token_WithSomeScopes_CarriesThoseAlone()
    {
        await CreateAsync("aster-two", ["ledger.earn", "ledger.read"]);

        var caller = await CheckAsync(await process.TokenAsync("aster-two", Secret, "ledger.read"));

        Assert.Equal(["ledger.read"], caller.Scopes);
    }

    [Theory]
    [InlineData("aster-x", Secret, "ledger.redeem", "client_credentials", "invalid_scope")]
    [InlineData("aster-x", Secret, "no.such", "client_credentials", "invalid_scope")]
    [InlineData("aster-x", Other, null, "client_credentials", "invalid_client")]
    [InlineData("aster-x", "", null, "client_credentials", "invalid_request")]
    [InlineData("nobody", Secret, null, "client_credentials", "invalid_client")]
    [InlineData("aster-x", Secret, null, "password", "unsupported_grant_type")]
    public async Task Token_AskedWrongly_IsRefused(
        string client, string secret, string? scope, string grant, string error)
    {
        await CreateAsync("aster-x", ["ledger.earn"]);

        var answer = await process.AskTokenAsync(client, secret, scope, grant: grant);

        Assert.Equal(error, answer.GetProperty("error").GetString());
        Assert.False(answer.TryGetProperty("access_token", out _));
    }

    [Fact]
    public async Task Client_CreatedAgain_HasTheNewSecretAlone()
    {
        await CreateAsync("aster-y", ["ledger.earn"]);
        await CreateAsync("aster-y", ["ledger.earn"], Other);

        Assert.Equal(
            "invalid_client", (await process.AskTokenAsync("aster-y", Secret)).GetProperty("error").GetString());
        Assert.NotEmpty(await process.TokenAsync("aster-y", Other));
        var listed = await Clients.ListClientsAsync(
            new ListClientsRequest { Owner = "partners/aster" }, cancellationToken: Cancel);
        Assert.Single(listed.Clients, c => c.ClientId == "aster-y");
    }

    [Fact]
    public async Task Client_Revoked_GetsNoTokenAndNoNewSecret()
    {
        await CreateAsync("aster-z", ["ledger.earn"]);
        var revoked = await Clients.RevokeClientAsync(
            new RevokeClientRequest { ClientId = "aster-z", Owner = "partners/aster" }, cancellationToken: Cancel);
        Assert.True(revoked.Client.Revoked);

        Assert.Equal(
            "invalid_client", (await process.AskTokenAsync("aster-z", Secret)).GetProperty("error").GetString());
        await RefusedAsync(ErrorReason.CredentialRevoked, () => Clients.SetClientSecretAsync(
            new SetClientSecretRequest { ClientId = "aster-z", Owner = "partners/aster", ClientSecret =
                Other }).ResponseAsync);
        await RefusedAsync(ErrorReason.CredentialRevoked, () => CreateAsync("aster-z", ["ledger.earn"], Other));
    }

    [Fact]
    public async Task Client_OfAnotherOwner_IsNotTouched()
    {
        await CreateAsync("aster-v", ["ledger.earn"]);

        await RefusedAsync(ErrorReason.AlreadyExists, () =>
            CreateAsync("aster-v", ["ledger.earn"], Other, "partners/birch"));
        await RefusedAsync(ErrorReason.CredentialNotFound, () => Clients.SetClientSecretAsync(
            new SetClientSecretRequest { ClientId = "aster-v", Owner = "partners/birch", ClientSecret =
                Other }).ResponseAsync);
        Assert.NotEmpty(await process.TokenAsync("aster-v", Secret));
    }

    [Fact]
    public async Task ClientService_CalledWithAPublicToken_IsRefused()
    {
        await CreateAsync("aster-w", ["ledger.earn"]);
        var client = process.Client<ClientServiceClient>(await process.TokenAsync("aster-w", Secret));

        await RefusedAsync(
            ErrorReason.ModuleOnly, () =>
                client.ListClientsAsync(new ListClientsRequest { Owner = "alliance" }).ResponseAsync);
    }

    [Fact]
    public async Task Metadata_AskedUnderAnotherHost_NamesTheIssuer()
    {
        using var request =
            new HttpRequestMessage(HttpMethod.Get, new Uri(process.Http2, "/.well-known/openid-configuration"))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Headers = { Host = "elsewhere.example" },
        };
        using var response = await process.SendAsync(request);

        var metadata = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(process.Http1, new Uri(metadata.GetProperty("issuer").GetString()!));
        Assert.Equal(
            new Uri(process.Http1, "/connect/token"), new Uri(metadata.GetProperty("token_endpoint").GetString()!));
        Assert.Equal(
            new Uri(process.Http1, "/.well-known/jwks"), new Uri(metadata.GetProperty("jwks_uri").GetString()!));
        Assert.Equal(
            ["client_secret_basic", "client_secret_post"],
            metadata.GetProperty("token_endpoint_auth_methods_supported").EnumerateArray().Select(m =>
                m.GetString()!).Order());
    }

    private ClientServiceClient Clients => process.AsModule<ClientServiceClient>();

    private async Task CreateAsync(
        string id, string[] scopes, string secret = Secret, string owner = "partners/aster") =>
        await Clients.CreateClientAsync(new CreateClientRequest
        {
            Client = new Client
            {
                ClientId = id, Owner = owner, DisplayName = id, Role = "partner-service", Scopes =
                    { scopes }, Principal = owner,
            },
            ClientSecret = secret,
        }, cancellationToken: Cancel);

    private ValueTask<Caller> CheckAsync(string token) => process.Services.GetRequiredService<AccessTokens>()
        .CheckAsync("Bearer " + token, Permissions.PublicAudience, Cancel);

    private static async Task RefusedAsync(ErrorReason reason, Func<Task> call) =>
        Assert.Equal(reason, Refusal.From(await Assert.ThrowsAsync<RpcException>(call))?.Reason);

    public sealed class Fixture : IAsyncLifetime
    {
        public IdentityProcess Process { get; private set; } = null!;

        public async ValueTask InitializeAsync() =>
            Process = await IdentityProcess.StartAsync();

        public ValueTask DisposeAsync() => Process.DisposeAsync();
    }
}
