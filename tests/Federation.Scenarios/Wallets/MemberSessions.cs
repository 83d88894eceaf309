using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Federation.Client;
using Federation.Hosting;
using Microsoft.Data.Sqlite;

namespace Federation.Scenarios;

/// <summary>Access tokens of members who have signed in, signed with the deployment's own key: what the alliance's
/// sign-in issues, without a person in front of it.</summary>
internal sealed class MemberSessions
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly AllianceKey alliance;
    private readonly MemberNames names;
    private readonly string connection;
    private readonly string issuer;

    private MemberSessions(string folder, string issuer)
    {
        this.issuer = issuer;
        var deployment = new DeploymentOptions { DataDirectory = folder, Sandbox = true };
        alliance = AllianceKey.Load(deployment);
        names = new MemberNames(alliance.Derive("member-names"));
        connection = Databases.SqliteConnectionString(deployment, "identity");
    }

    /// <param name="folder">The data of a sandbox of one process, on the embedded database.</param>
    /// <param name="brand">Any brand that fetches tokens there.</param>
    public static async Task<MemberSessions> OfAsync(string folder, FederationClient brand)
    {
        var token = (await brand.GetAccessTokenAsync()).Split('.')[1];
        return new MemberSessions(
            folder, JsonNode.Parse(Base64Url.DecodeFromChars(token))!["iss"]!.GetValue<string>());
    }

    /// <summary>The member by its internal id, which no answer may tell.</summary>
    public string InternalIdOf(string brand, string name) =>
        names.TryRead(brand, name, out var member) ? member.ToString()
            : throw new ArgumentException($"{brand} names nobody {name}.", nameof(name));

    /// <summary>A token of a member, as one brand names it, in a session that has proven some brands.</summary>
    public string TokenOf(string brand, string name, params string[] proven)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var payload = new JsonObject
        {
            ["iss"] = issuer,
            ["aud"] = Permissions.PublicAudience,
            ["sub"] = "members/" + InternalIdOf(brand, name),
            ["role"] = Permissions.NameOf(Role.Member),
            ["scope"] = string.Join(' ', Permissions.ScopesOf(Role.Member)),
            ["brands"] = new JsonArray([.. proven.Select(p => (JsonNode)p)]),
            ["person"] = Guid.NewGuid().ToString("D"),
            ["sid"] = Guid.NewGuid().ToString("D"),
            ["auth_time"] = now,
            ["iat"] = now,
            ["exp"] = now + 600,
        };
        using var key = SigningKey(out var id);
        var header = new JsonObject { ["alg"] = "ES256", ["typ"] = "at+jwt", ["kid"] = id };
        var signed = $"{Encode(header)}.{Encode(payload)}";
        return $"{signed}.{Base64Url.EncodeToString(
            key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}";
    }

    private ECDsa SigningKey(out string id)
    {
        using var database = new SqliteConnection(connection);
        database.Open();
        using var command = database.CreateCommand();
        command.CommandText = "SELECT key_id, private_key FROM signing_keys ORDER BY number DESC LIMIT 1";
        using var reader = command.ExecuteReader();
        reader.Read();
        id = reader.GetString(0);
        var kept = (byte[])reader.GetValue(1);
        var plain = new byte[kept.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(alliance.Derive("signing-keys"), TagBytes);
        aes.Decrypt(
            kept.AsSpan(0, NonceBytes), kept.AsSpan(NonceBytes + TagBytes), kept.AsSpan(NonceBytes, TagBytes), plain,
            Encoding.ASCII.GetBytes(id));
        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(plain, out _);
        return key;
    }

    private static string Encode(JsonObject part) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(part.ToJsonString()));
}
