using Federation.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Federation.Identity;

/// <summary>The public address of the sign-in pages. It is configuration, never what a request says of
/// itself.</summary>
internal sealed class SignInAddress
{
    public SignInAddress(IOptions<DeploymentOptions> deployment, IOptions<IdentityOptions> options)
    {
        var issuer = IdentityModule.IssuerOf(deployment.Value);
        Uri = options.Value.SignInAddress ?? new Uri(issuer.GetLeftPart(UriPartial.Authority));
        Origin = Uri.GetLeftPart(UriPartial.Authority);
        PasskeyDomain = options.Value.PasskeyDomain ?? Uri.Host;
        FormTargets = [.. (options.Value.WebClient?.Addresses ?? []).Select(a => a.GetLeftPart(UriPartial.Authority))];
    }

    public Uri Uri { get; }

    /// <summary>As browsers write it: <c>https://id.example.org</c>.</summary>
    public string Origin { get; }

    /// <summary>The domain that passkeys are for.</summary>
    public string PasskeyDomain { get; }

    /// <summary>The pages that people go on to.</summary>
    public IReadOnlyList<string> FormTargets { get; }

    /// <summary>The address of a page, for whoever is elsewhere.</summary>
    public string To(string path) => Origin + path;

    /// <summary>Lets the request be one to this address: it came through the gateway, whose name for this process means
    /// nothing outside.</summary>
    public void Apply(HttpRequest request)
    {
        request.Scheme = Uri.Scheme;
        request.Host = HostString.FromUriComponent(Uri);
    }
}
