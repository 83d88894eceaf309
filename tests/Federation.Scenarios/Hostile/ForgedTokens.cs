using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Federation.Hosting;

namespace Federation.Scenarios;

/// <summary>Access tokens that nobody should take, made from a genuine one.</summary>
internal sealed class ForgedTokens(string genuine, HostileAlliance alliance)
{
    private JsonObject Header => Part(0);

    private JsonObject Payload => Part(1);

    public static async Task<ForgedTokens> OfAsync(HostileAlliance alliance) =>
        new(await alliance.Aster.GetAccessTokenAsync(), alliance);

    public string WithoutSignature() => Sign(With(Header, "alg", "none"), Payload, _ => []);

    public string WithoutAnyOfItsSignature() => genuine[..(genuine.LastIndexOf('.') + 1)];

    public string WithAnotherSignature()
    {
        var signature = Base64Url.DecodeFromChars(genuine.AsSpan(genuine.LastIndexOf('.') + 1));
        signature[0] ^= 1;
        return genuine[..(genuine.LastIndexOf('.') + 1)] + Base64Url.EncodeToString(signature);
    }

    /// <summary>The genuine signature over a promotion.</summary>
    public string WithAnotherRole()
    {
        var parts = genuine.Split('.');
        return $"{parts[0]}.{Encode(With(Payload, "role", "alliance-admin"))}.{parts[2]}";
    }

    /// <summary>The genuine header, with its key's id, and a signature by somebody else's key.</summary>
    public string SignedByAnother() => SignEs256(Payload);

    public string OfAnotherIssuer() => SignEs256(With(Payload, "iss", "https://issuer.example/"));

    /// <summary>The issuer's public key taken for a shared secret.</summary>
    public async Task<string> SignedWithThePublicKeyAsync()
    {
        using var http = new HttpClient();
        var keys = await http.GetByteArrayAsync(new Uri(alliance.HttpAddress + "/.well-known/jwks"));
        return Sign(With(Header, "alg", "HS256"), Payload, data => HMACSHA256.HashData(keys, data));
    }

    /// <summary>A module's token, made without the alliance's key.</summary>
    public static string OfAModuleByGuess()
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var header = new JsonObject { ["alg"] = "HS256", ["typ"] = "federation-module+jwt", ["kid"] = "modules" };
        var payload = new JsonObject
        {
            ["iss"] = ModuleCredentials.Issuer,
            ["aud"] = Permissions.InternalAudience,
            ["sub"] = "modules/exchange",
            ["role"] = "module",
            ["nbf"] = now - 60,
            ["exp"] = now + 600,
        };
        return Sign(header, payload, data => HMACSHA256.HashData(RandomNumberGenerator.GetBytes(32), data));
    }

    /// <summary>A module's genuine token, as one who had the alliance's key would have it: for another
    /// audience.</summary>
    public string OfAModule() => OfAModule(TimeProvider.System);

    /// <summary>The same of two hours ago. Nobody but the issuer can make a partner's token that has expired.</summary>
    public string OfAModuleLongAgo() => OfAModule(new LongAgo());

    private string OfAModule(TimeProvider time)
    {
        var deployment = new DeploymentOptions { DataDirectory = alliance.Folder, Sandbox = true };
        return new ModuleCredentials(AllianceKey.Load(deployment), time).TokenFor("exchange");
    }

    private string SignEs256(JsonObject payload)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Sign(With(Header, "alg", "ES256"), payload, data => key.SignData(data, HashAlgorithmName.SHA256));
    }

    private static string Sign(JsonObject header, JsonObject payload, Func<byte[], byte[]> sign)
    {
        var signed = $"{Encode(header)}.{Encode(payload)}";
        return $"{signed}.{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    private static string Encode(JsonObject part) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(part.ToJsonString()));

    private static JsonObject With(JsonObject part, string name, string value)
    {
        part[name] = value;
        return part;
    }

    private JsonObject Part(int index) =>
        JsonNode.Parse(Base64Url.DecodeFromChars(genuine.Split('.')[index]))!.AsObject();

    private sealed class LongAgo : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() - TimeSpan.FromHours(2);
    }
}
