using Federation.Client;
using Federation.Hosting;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Web;

/// <summary>What the pages need to know people: sessions, the issuer, and the alliance's API.</summary>
internal static class People
{
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(10);

    /// <exception cref="StartRefusedException">A key is missing or wrong.</exception>
    public static void AddPeople(this IServiceCollection services, DeploymentOptions deployment, WebOptions options)
    {
        WebModule.AddDatabase(services, deployment);
        services.AddTableSweep<WebDb, SessionSweep>();
        services.AddSingleton(WebKey.Load(options, deployment));
        services.AddSingleton(ClientKey.Load(options, deployment));
        services.AddSingleton<ProtectionKeys>();
        services.AddDataProtection().SetApplicationName("federation-web");
        services.AddOptions<KeyManagementOptions>().Configure<ProtectionKeys, WebKey>((o, keys, key) =>
            (o.XmlRepository, o.XmlEncryptor) = (keys, new KeyEncryptor(key)));
        services.AddSingleton<TokenSeal>();
        services.AddSingleton<PayTickets>();
        services.AddSingleton<LiveSeats>();
        services.AddSingleton<SessionCookie>();
        services.AddSingleton<SignInLog>();
        services.AddSingleton<SessionStore>();
        services.AddSingleton<Authority>();
        services.AddAntiforgery(o =>
        {
            var cookie = new SessionCookie(options);
            o.Cookie.Name = cookie.NameOf("form");
            o.Cookie.Path = "/";
            o.Cookie.HttpOnly = true;
            o.Cookie.SameSite = SameSiteMode.Strict;
            o.Cookie.SecurePolicy = cookie.IsSecure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
            // The policy forbids frames for all pages.
            o.SuppressXFrameOptionsHeader = true;
        });
        services.AddHttpContextAccessor();
        services.AddSingleton(p => ClientOf(options, p.GetRequiredService<TimeProvider>()));
        services.AddSingleton<Catalogue>();
        services.AddScoped<Alliance>();
    }

    private static FederationClient ClientOf(WebOptions options, TimeProvider time)
    {
        var reach = new FederationOptions { Timeout = CallTimeout, AllowCleartext = true };
        foreach (var address in options.ApiAddresses)
            reach.Addresses.Add(address!);
        return FederationClient.Create(
            reach, _ => throw new InvalidOperationException("The pages call for people, not for themselves."), time);
    }
}
