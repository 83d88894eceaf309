using Federation.Accounts.Internal.V1;
using Federation.Hosting;
using Federation.Partners.Internal.V1;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Federation.Identity;

/// <summary>
/// The alliance's own OAuth 2 and OpenID Connect server: OpenIddict; client credentials for machines, codes with PKCE
/// for people, access tokens that any resource server can read; and the pages on which people sign in.
/// </summary>
public static class IdentityModule
{
    public const string Name = "identity";

    /// <summary>Where tokens are fetched, below the issuer.</summary>
    public const string TokenPath = "/connect/token";

    /// <summary>Where people are sent to sign in, below the sign-in address.</summary>
    public const string AuthorizePath = "/connect/authorize";

    /// <summary>Where people see their ways in and their sessions, below the sign-in address.</summary>
    public const string SecurityPath = SignInPaths.Security;

    /// <summary>The pages' name as a client.</summary>
    public const string WebClientId = WebClient.Id;

    private const string MetadataPath = "/.well-known/openid-configuration";
    private const string KeysPath = "/.well-known/jwks";

    public static void Add(WebApplicationBuilder builder, DeploymentOptions deployment)
    {
        var services = builder.Services;
        services.AddModuleDb<IdentityDb, SqliteIdentityDb, PostgresIdentityDb, SqlServerIdentityDb>(deployment, Name);
        services.AddSingleton<SigningKeys>();
        services.AddScoped<OAuthClients>();
        services.AddScoped<WebClient>();
        services.AddSingleton<SecretHalves>();
        services.AddSingleton<OwnerTurns>();
        services.AddSingleton<SecretsSeen>();
        services.AddHostedService<SecretsWatch>();
        services.AddOptions<IdentityOptions>().BindConfiguration(IdentityOptions.Section)
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<IdentityOptions>, IdentityOptionsCheck>();
        AddPeople(services);
        services.AddOpenIddict()
            .AddCore(core => core.DisableEntityCaching().UseEntityFrameworkCore().UseDbContext<IdentityDb>()
                .ReplaceDefaultEntities<OAuthClient, OAuthAuthorization, OAuthScope, OAuthToken, string>())
            .AddServer(AddServer);
        // Bound when the first request needs it, which is after PrepareAsync has read the keys.
        services.AddOptions<OpenIddictServerOptions>()
            .Configure<IOptions<DeploymentOptions>, SigningKeys, AllianceKey, SignInAddress>(Bind);
    }

    private static void AddPeople(IServiceCollection services)
    {
        services.AddSingleton<SignInAddress>();
        services.AddSingleton<TimedSeals>();
        services.AddSingleton<CodeDelivery>();
        services.AddHostedService(p => p.GetRequiredService<CodeDelivery>());
        services.AddHttpClient<WebhookCodeSender>();
        services.AddSingleton<ICodeSender>(CodeSenderOf);
        services.AddScoped<Users>();
        services.AddScoped<SignInSessions>();
        services.AddScoped<SessionEnds>();
        services.AddScoped<OtherSessions>();
        services.AddScoped<WaysIn>();
        services.AddScoped<Invitations>();
        services.AddSingleton<InvitationHalves>();
        services.AddScoped<HostInvitations>();
        services.AddScoped<PeopleOfClients>();
        services.AddPeer<DirectoryService.DirectoryServiceClient>(Name, "partners");
        services.AddScoped<ShownBrands>();
        services.AddPeer<MembershipService.MembershipServiceClient>(Name, "accounts");
        services.AddScoped<TokenGrants>();
        services.AddScoped<PersonTokens>();
        services.AddScoped<SignInCodes>();
        services.AddScoped<SignInLinks>();
        services.AddScoped<CodeUse>();
        services.AddScoped<SecurityView>();
        services.AddScoped<Passkeys>();
        services.AddScoped<PasskeyUsers>();
        services.AddScoped<IUserStore<User>>(p => p.GetRequiredService<PasskeyUsers>());
        services.AddIdentityCore<User>();
        services.AddScoped<IPasskeyHandler<User>, PasskeyHandler<User>>();
        services.AddOptions<IdentityPasskeyOptions>().Configure<SignInAddress>((options, address) =>
        {
            options.ServerDomain = address.PasskeyDomain;
            options.UserVerificationRequirement = "required";
            options.ResidentKeyRequirement = "required";
            options.ValidateOrigin = origin =>
                ValueTask.FromResult(origin.Origin == address.Origin && !origin.CrossOrigin);
        });
        services.AddTableSweep<IdentityDb, SignInSweep>();
        AddSecrets(services);
        services.AddRazorComponents();
    }

    private static void AddSecrets(IServiceCollection services)
    {
        services.AddSingleton<DummyPassword>();
        services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = Passwords.Iterations);
        services.AddSingleton<IPasswordHasher<StaffPassword>, PasswordHasher<StaffPassword>>();
        services.AddScoped<Passwords>();
        services.AddScoped<TotpSecrets>();
        services.AddScoped<RecoveryCodes>();
        services.AddScoped<TryLimits>();
        services.AddScoped<StaffSigning>();
        services.AddScoped<StaffSetUp>();
        services.AddScoped<StaffSecurityView>();
        services.AddSingleton<StaffAuthority>();
        services.AddSingleton<AuthorityLog>();
        services.AddSingleton<AuthorityTries>();
        services.AddScoped<ExternalNames>();
        services.AddScoped<AuthorityUse>();
    }

    /// <summary>How codes are sent: mailed or posted where the configuration says so, else written to a sandbox's
    /// file.</summary>
    private static ICodeSender CodeSenderOf(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<IdentityOptions>>().Value;
        var deployment = services.GetRequiredService<IOptions<DeploymentOptions>>().Value;
        if (options.Smtp is { } smtp)
            return new SmtpCodeSender(
                smtp, options.CodeWebhook is null
                    ? new NoCodeSender() : services.GetRequiredService<WebhookCodeSender>());
        if (options.CodeWebhook is not null)
            return services.GetRequiredService<WebhookCodeSender>();
        return deployment.Sandbox
            ? new FileCodeSender(
                options.CodeFile ?? deployment.PathInData("sign-in-codes.txt"),
                services.GetRequiredService<TimeProvider>())
            : new NoCodeSender();
    }

    public static void Map(WebApplication app)
    {
        // The three addresses below are the only ones that OpenIddict answers. Its middleware, which the builder adds
        // by itself unless this says that it is there, would look at each gRPC call as well.
        ((IApplicationBuilder)app).Properties["__AuthenticationMiddlewareSet"] = true;
        app.MapPost(TokenPath, AnswerAsync);
        app.MapGet(MetadataPath, AnswerAsync);
        app.MapGet(KeysPath, AnswerAsync);
        app.MapGet(AuthorizePath, AuthorizeAsync);
        app.MapSignInPages();
        app.MapModuleService<ClientService>();
        app.MapModuleService<SignInService>();
        app.MapModuleService<UserService>();
    }

    /// <summary>
    /// Reads the signing keys, or makes the first one. Runs after the migration and before anything is served.
    /// </summary>
    /// <exception cref="StartRefusedException">The keys are another alliance key's, or no issuer is set.</exception>
    public static async Task PrepareAsync(IServiceProvider services, CancellationToken cancel = default)
    {
        _ = IssuerOf(services.GetRequiredService<IOptions<DeploymentOptions>>().Value);
        await using var scope = services.CreateAsyncScope();
        await services.GetRequiredService<SigningKeys>().LoadAsync(
            scope.ServiceProvider.GetRequiredService<IdentityDb>(), cancel);
        await services.GetRequiredService<SecretsSeen>().CheckAsync(cancel);
        await scope.ServiceProvider.GetRequiredService<WebClient>().EnsureAsync(cancel);
        await scope.ServiceProvider.GetRequiredService<PeopleOfClients>().EnsureAsync(cancel);
    }

    private static void AddServer(OpenIddictServerBuilder server)
    {
        server.AllowClientCredentialsFlow()
            .AllowAuthorizationCodeFlow()
            .AllowRefreshTokenFlow()
            .RequireProofKeyForCodeExchange()
            .SetAuthorizationCodeLifetime(TimeSpan.FromMinutes(1))
            .SetRefreshTokenLifetime(MemberSession.Life)
            .SetTokenEndpointUris(TokenPath[1..])
            .SetConfigurationEndpointUris(MetadataPath[1..])
            .SetJsonWebKeySetEndpointUris(KeysPath[1..])
            .SetAccessTokenLifetime(AccessTokens.LongestLife)
            .DisableAccessTokenEncryption()
            // Nothing is kept of a token: it lives 15 minutes. Entry validation, which needs both, stays off with them.
            // That a code and a refresh token are used once, TokenGrants sees to.
            .DisableTokenStorage()
            .DisableAuthorizationStorage()
            // A client's scopes are in its row; TokenIssue refuses the others with invalid_scope.
            .IgnoreScopePermissions()
            .RegisterScopes([.. Enum.GetValues<Role>().Where(r => r is not Role.Module)
                .SelectMany(Hosting.Permissions.ScopesOf).Distinct()])
            .RegisterScopes(Scopes.OpenId, Scopes.OfflineAccess)
            .AddEventHandler<HandleAuthorizationRequestContext>(
                handler => handler.UseScopedHandler<AuthorizeRequests>())
            .AddEventHandler<HandleTokenRequestContext>(handler => handler.UseScopedHandler<TokenIssue>())
            // First, since the handler that writes the answer is the last to run.
            .AddEventHandler<ApplyTokenResponseContext>(handler =>
                handler.UseSingletonHandler<TokenRefusals>().SetOrder(int.MinValue));
        // TLS ends at the gateway or at Kestrel; the host refuses cleartext beyond loopback in production.
        server.UseAspNetCore().DisableTransportSecurityRequirement();
        server.Configure(options =>
        {
            options.ClientAuthenticationMethods.IntersectWith([
                ClientAuthenticationMethods.ClientSecretBasic, ClientAuthenticationMethods.ClientSecretPost,
                ClientAuthenticationMethods.PrivateKeyJwt]);
            options.CodeChallengeMethods.IntersectWith([CodeChallengeMethods.Sha256]);
        });
    }

    private static void Bind(
        OpenIddictServerOptions options, IOptions<DeploymentOptions> deployment, SigningKeys keys, AllianceKey alliance,
        SignInAddress signIn)
    {
        options.AuthorizationEndpointUris.Add(new Uri(signIn.To(AuthorizePath)));
        options.Issuer = IssuerOf(deployment.Value);
        foreach (var key in keys.Loaded)
            options.SigningCredentials.Add(new SigningCredentials(key, SecurityAlgorithms.EcdsaSha256));
        // Codes and refresh tokens are encrypted with it.
        var encryption = new SymmetricSecurityKey(alliance.Derive("token-encryption")) { KeyId = "encryption" };
        options.EncryptionCredentials.Add(new EncryptingCredentials(
            encryption, SecurityAlgorithms.Aes256KW, SecurityAlgorithms.Aes256CbcHmacSha512));
    }

    internal static Uri IssuerOf(DeploymentOptions deployment) =>
        Uri.TryCreate(deployment.Issuer, UriKind.Absolute, out var issuer) && issuer.Scheme is "http" or "https"
            ? issuer
            : throw new StartRefusedException(
                $"Federation:Issuer is '{deployment.Issuer}'; it must be the public http(s) address at which this "
                + "alliance's tokens are fetched.");

    /// <summary>
    /// Hands the request to OpenIddict as if it had come to the issuer's own address: it came through the gateway,
    /// whose name for this process means nothing outside, and the metadata's addresses are made from it.
    /// </summary>
    private static async Task AnswerAsync(HttpContext context)
    {
        var issuer = IssuerOf(context.RequestServices.GetRequiredService<IOptions<DeploymentOptions>>().Value);
        context.Request.Scheme = issuer.Scheme;
        context.Request.Host = HostString.FromUriComponent(issuer);
        context.Request.PathBase = PathString.FromUriComponent(issuer.AbsolutePath.TrimEnd('/'));
        await HandleAsync(context);
    }

    /// <summary>The same for the address at which people sign in, which may differ from the issuer's.</summary>
    private static Task AuthorizeAsync(HttpContext context)
    {
        context.RequestServices.GetRequiredService<SignInAddress>().Apply(context.Request);
        context.Response.Headers.CacheControl = "no-store";
        return HandleAsync(context);
    }

    private static async Task HandleAsync(HttpContext context)
    {
        var handlers = context.RequestServices.GetRequiredService<IAuthenticationHandlerProvider>();
        var handler = await handlers.GetHandlerAsync(context, OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
        try
        {
            if (!await ((IAuthenticationRequestHandler)handler!).HandleRequestAsync())
                context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
        catch (Exception e) when (DatabaseErrors.IsCancellation(e, context.RequestAborted))
        {
            // Nobody is left to be answered.
            context.Abort();
        }
    }
}
