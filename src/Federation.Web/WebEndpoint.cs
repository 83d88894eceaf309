using System.Net;
using System.Security.Cryptography.X509Certificates;
using Federation.Hosting;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Federation.Web;

/// <summary>Where the pages are served.</summary>
/// <param name="Address">HTTP/1.1 in cleartext, HTTP/2 too with TLS.</param>
/// <param name="Certificate">The certificate, or null for cleartext.</param>
public sealed record WebEndpoint(IPEndPoint Address, X509Certificate2? Certificate = null)
{
    public string Scheme => Certificate is null ? "http" : "https";

    /// <summary>Where people see the pages, if nothing else is said: this machine's own address where they are served
    /// at every address.</summary>
    internal Uri PublicAddress => new UriBuilder(
        Scheme, (Address.Address.Equals(IPAddress.Any) || Address.Address.Equals(IPAddress.IPv6Any)
            ? IPAddress.Loopback : Address.Address).ToString(), Address.Port).Uri;

    /// <summary>In production a session may not travel in cleartext beyond loopback.</summary>
    /// <exception cref="StartRefusedException">It would.</exception>
    public void RefuseCleartext(DeploymentOptions deployment)
    {
        if (!deployment.Sandbox && Certificate is null && !IPAddress.IsLoopback(Address.Address))
            throw new StartRefusedException(
                $"In production the pages are not served in cleartext beyond loopback ({Address}): "
                + "give --tls-cert and --tls-key, or --address 127.0.0.1.");
    }

    internal void Apply(KestrelServerOptions kestrel) =>
        kestrel.Listen(Address, listen =>
        {
            listen.Protocols = Certificate is null ? HttpProtocols.Http1 : HttpProtocols.Http1AndHttp2;
            if (Certificate is not null)
                listen.UseHttps(Certificate);
        });
}
