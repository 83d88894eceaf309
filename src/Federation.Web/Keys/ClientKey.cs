using System.Security.Cryptography;
using Federation.Hosting;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Federation.Web;

/// <summary>How this application proves its name to the issuer: with a key of its own (RFC 7523), or with a
/// secret.</summary>
internal sealed class ClientKey
{
    private const string AssertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(1);
    private static readonly JsonWebTokenHandler Tokens = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly WebOptions options;
    private readonly ECDsaSecurityKey? key;

    private ClientKey(WebOptions options, ECDsaSecurityKey? key) => (this.options, this.key) = (options, key);

    /// <exception cref="StartRefusedException">There is no key, or it is not one.</exception>
    public static ClientKey Load(WebOptions options, DeploymentOptions deployment)
    {
        if (options.ClientSecret is not null)
            return new ClientKey(options, null);
        var path = options.ClientKeyFile ?? PathIn(deployment);
        try
        {
            if (!File.Exists(path) && deployment.Sandbox)
                Make(path);
            var key = ECDsa.Create();
            key.ImportFromPem(File.ReadAllText(path));
            var security = new ECDsaSecurityKey(key);
            security.KeyId = Base64UrlEncoder.Encode(security.ComputeJwkThumbprint());
            return new ClientKey(options, security);
        }
        catch (Exception e) when (
            e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw new StartRefusedException(
                $"The pages' key at the issuer, '{path}', cannot be read: it must be an EC P-256 private key in PEM; "
                + $"or give {WebOptions.Section}:{nameof(WebOptions.ClientSecret)}. {e.Message}");
        }
    }

    /// <summary>Makes a sandbox's key where there is none.</summary>
    /// <returns>Its file.</returns>
    public static string Ensure(DeploymentOptions deployment)
    {
        var path = PathIn(deployment);
        if (!File.Exists(path))
            Make(path);
        return path;
    }

    private static string PathIn(DeploymentOptions deployment) => deployment.PathInData("web-client.pem");

    private static void Make(string path)
    {
        using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        PrivateFile.Write(path, made.ExportPkcs8PrivateKeyPem() + "\n");
    }

    /// <summary>The fields of a request to the issuer that prove who asks.</summary>
    /// <param name="issuer">For whom the proof is: nobody else takes it.</param>
    /// <param name="now">The machine's time.</param>
    public IEnumerable<KeyValuePair<string, string>> Proof(string issuer, DateTimeOffset now)
    {
        yield return new("client_id", options.ClientId);
        if (key is null)
        {
            yield return new("client_secret", options.ClientSecret!);
            yield break;
        }
        yield return new("client_assertion_type", AssertionType);
        yield return new("client_assertion", Tokens.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = "client-authentication+jwt",
            Issuer = options.ClientId,
            Audience = issuer,
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = (now + Life).UtcDateTime,
            Claims = new Dictionary<string, object>
            {
                ["sub"] = options.ClientId,
                ["jti"] = Guid.NewGuid().ToString("N"),
            },
            SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.EcdsaSha256),
        }));
    }
}
