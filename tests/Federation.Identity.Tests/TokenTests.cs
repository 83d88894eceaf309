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
        var id = $"aster-one-{basic}-{http2}".ToLowerInvariant();
        var secret = await CreateAsync(id, ["ledger.earn", "ledger.read"]);

        var answer = await process.AskTokenAsync(id, secret, basic: basic, http2: http2);

        var token = answer.GetProperty("access_token").GetString()!;
        Assert.Equal(15 * 60, answer.GetProperty("expires_in").GetInt32(), 5.0);
        var caller = await CheckAsync(token);
        Assert.Equal("partners/aster", caller.Principal.Name);
        Assert.Equal(Role.PartnerService, caller.Role);
        Assert.Equal(["ledger.earn", "ledger.read"], caller.Scopes.Order());
        var read = new JsonWebToken(token);
        Assert.Equal(id, read.GetPayloadValue<string>("client_id"));
        Assert.Equal(id, caller.ClientId);
        Assert.Equal("at+jwt", read.Typ);
        Assert.Equal("ES256", read.Alg);
        Assert.Equal(process.Deployment.Issuer!.TrimEnd('/'), read.Issuer.TrimEnd('/'));
        Assert.Equal([Permissions.PublicAudience], read.Audiences);
    }

    [Fact]
    public async Task Token_WithSomeScopes_CarriesThoseAlone()
    {
        var secret = await CreateAsync("aster-two", ["ledger.earn", "ledger.read"]);

        var caller = await CheckAsync(await process.TokenAsync("aster-two", secret, "ledger.read"));

        Assert.Equal(["ledger.read"], caller.Scopes);
    }

    [Theory]
    [InlineData("good", null, "ledger.redeem", "client_credentials", "invalid_scope")]
    [InlineData("good", null, "no.such", "client_credentials", "invalid_scope")]
    [InlineData("good", Other, null, "client_credentials", "invalid_client")]
    [InlineData("good", "", null, "client_credentials", "invalid_request")]
    [InlineData("nobody", Other, null, "client_credentials", "invalid_client")]
    [InlineData("good", null, null, "password", "unsupported_grant_type")]
    public async Task Token_AskedWrongly_IsRefused(
        string client, string? secret, string? scope, string grant, string error)
    {
        var id = $"aster-{Guid.NewGuid():N}";
        var right = await CreateAsync(id, ["ledger.earn"]);

        var answer = await process.AskTokenAsync(client == "good" ? id : client, secret ?? right, scope, grant: grant);

        Assert.Equal(error, answer.GetProperty("error").GetString());
        Assert.False(answer.TryGetProperty("access_token", out _));
    }

    [Fact]
    public async Task Client_CreatedUnderAnotherRequest_IsRefusedAndKeepsItsSecret()
    {
        var secret = await CreateAsync("aster-y", ["ledger.earn"]);

        await RefusedAsync(ErrorReason.AlreadyExists, () => CreateAsync("aster-y", ["ledger.earn"]));
        await RefusedAsync(ErrorReason.AlreadyExists, () => CreateAsync("aster-y", ["ledger.earn"], "partners/birch"));

        Assert.NotEmpty(await process.TokenAsync("aster-y", secret));
    }

    [Fact]
    public async Task Client_Revoked_GetsNoTokenAndNoNewSecret()
    {
        var secret = await CreateAsync("aster-z", ["ledger.earn"]);
        var revoked = await Clients.RevokeClientAsync(
            new RevokeClientRequest { Head = NewHead(), ClientId = "aster-z", Owner = "partners/aster" }, Acting,
            cancellationToken: Cancel);
        Assert.True(revoked.Client.Revoked);
        Assert.Equal("partners/aster", revoked.Client.Revoker);

        Assert.Equal(
            "invalid_client", (await process.AskTokenAsync("aster-z", secret)).GetProperty("error").GetString());
        await RefusedAsync(ErrorReason.CredentialRevoked, () => RotateAsync("aster-z", "partners/aster"));
    }

    [Fact]
    public async Task Client_OfAnotherOwner_IsNotTouched()
    {
        var secret = await CreateAsync("aster-v", ["ledger.earn"]);

        await RefusedAsync(ErrorReason.CredentialNotFound, () => RotateAsync("aster-v", "partners/birch"));
        Assert.NotEmpty(await process.TokenAsync("aster-v", secret));
    }

    /// <summary>Noted when a token is issued, and not again at the next one a moment later.</summary>
    [Fact]
    public async Task LastUse_IsNotedNowAndThen()
    {
        var secret = await CreateAsync("aster-u", ["ledger.read"]);
        Assert.Null(await LastUseAsync("aster-u"));
        var before = TimeProvider.System.GetUtcNow();
        await process.TokenAsync("aster-u", secret);
        var first = await LastUseAsync("aster-u");
        Assert.InRange(first!.Value, before.AddSeconds(-1), TimeProvider.System.GetUtcNow().AddSeconds(1));
        await process.TokenAsync("aster-u", secret);
        Assert.Equal(first, await LastUseAsync("aster-u"));
        Assert.Equal("invalid_client", (await process.AskTokenAsync("aster-u", "wrong")).GetProperty("error")
            .GetString());
        Assert.Equal(first, await LastUseAsync("aster-u"));
    }

    [Fact]
    public async Task ClientService_CalledWithAPublicToken_IsRefused()
    {
        var secret = await CreateAsync("aster-w", ["ledger.earn"]);
        var client = process.Client<ClientServiceClient>(await process.TokenAsync("aster-w", secret));

        await RefusedAsync(
            ErrorReason.ModuleOnly, () =>
                client.ListClientsAsync(new ListClientsRequest { Owner = "alliance", Limit = 1 }).ResponseAsync);
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
            ["client_secret_basic", "client_secret_post", "private_key_jwt"],
            metadata.GetProperty("token_endpoint_auth_methods_supported").EnumerateArray().Select(m =>
                m.GetString()!).Order());
    }

    private ClientServiceClient Clients => process.AsModule<ClientServiceClient>();

    private static Metadata Acting => new() { { RequestGuard.PrincipalHeader, "partners/aster" } };

    private static CommandHead NewHead() => new()
    {
        RequestId = Guid.NewGuid().ToString(),
        Method = "/federation.partners.v1.CredentialService/CreateCredential",
        Fingerprint = Google.Protobuf.ByteString.CopyFrom(new byte[32]),
    };

    /// <summary>Creates a client as its brand does; its secret.</summary>
    private async Task<string> CreateAsync(string id, string[] scopes, string owner = "partners/aster") =>
        (await Clients.CreateClientAsync(new CreateClientRequest
        {
            Head = NewHead(),
            Client = new Client
            {
                ClientId = id,
                Owner = owner,
                DisplayName = id,
                Role = "partner-service",
                Scopes =
                    { scopes },
                Principal = owner,
            },
            Ground = ClientGround.Own,
        }, Acting, cancellationToken: Cancel)).ClientSecret;

    private async Task<DateTimeOffset?> LastUseAsync(string id) => (await Clients.ListClientsAsync(
        new ListClientsRequest { Owner = "partners/aster", Limit = 1000 }, Acting, cancellationToken: Cancel))
        .Clients.Single(c => c.ClientId == id).LastUseTime?.ToDateTimeOffset();

    private async Task RotateAsync(string id, string owner) => await Clients.RotateClientAsync(new RotateClientRequest
    {
        Head = NewHead(),
        ClientId = id,
        Owner = owner,
        CallerRole = "partner-admin",
        CallerScopes = { Permissions.ScopesOf(Role.PartnerAdmin) },
    }, Acting, cancellationToken: Cancel);

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
