using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Federation.Hosting;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Federation.Gateway;

/// <summary>Where the gateway listens.</summary>
/// <param name="Grpc">gRPC: HTTP/2 alone in cleartext, HTTP/2 and HTTP/1.1 with TLS.</param>
/// <param name="Http">JSON and tokens: HTTP/1.1 in cleartext, both with TLS.</param>
/// <param name="Certificate">The certificate for both, or null for cleartext.</param>
public sealed record GatewayEndpoints(IPEndPoint Grpc, IPEndPoint Http, X509Certificate2? Certificate = null)
{
    public string Scheme => Certificate is null ? "http" : "https";

    /// <summary>Reads a certificate: PEM with its key beside it, or PKCS #12.</summary>
    /// <exception cref="StartRefusedException">It cannot be read.</exception>
    public static X509Certificate2 ReadCertificate(string certificate, string? key, string? password)
    {
        try
        {
            if (key is not null)
                return X509Certificate2.CreateFromPemFile(certificate, key);
            return Path.GetExtension(certificate) is ".pfx" or ".p12"
                ? X509CertificateLoader.LoadPkcs12FromFile(certificate, password)
                : X509Certificate2.CreateFromPemFile(certificate);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException(
                $"The TLS certificate '{certificate}' cannot be read with its key: {e.Message}");
        }
    }

    /// <summary>In production a secret may not travel in cleartext beyond loopback.</summary>
    /// <exception cref="StartRefusedException">It would.</exception>
    public void RefuseCleartext(DeploymentOptions deployment)
    {
        if (deployment.Sandbox || Certificate is not null)
            return;
        foreach (var endpoint in new[] { Grpc, Http })
            if (!IPAddress.IsLoopback(endpoint.Address))
                throw new StartRefusedException(
                    $"In production the gateway does not listen in cleartext beyond loopback ({endpoint}): "
                    + "give --tls-cert and --tls-key, or --address 127.0.0.1.");
    }

    internal void Apply(KestrelServerOptions kestrel)
    {
        Listen(kestrel, Grpc, HttpProtocols.Http2);
        Listen(kestrel, Http, HttpProtocols.Http1);
    }

    private void Listen(KestrelServerOptions kestrel, IPEndPoint endpoint, HttpProtocols cleartext) =>
        kestrel.Listen(endpoint, listen =>
        {
            listen.Protocols = Certificate is null ? cleartext : HttpProtocols.Http1AndHttp2;
            if (Certificate is not null)
                listen.UseHttps(Certificate);
        });
}
