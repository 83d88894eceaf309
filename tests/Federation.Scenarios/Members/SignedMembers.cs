using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Federation.Client;
using Federation.Hosting;
using Federation.Identity;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Scenarios;

/// <summary>Sessions of members at a deployment: access tokens as its issuer signs them, with
/// the issuer's own key.</summary>
internal sealed class SignedMembers : IDisposable
{
    private readonly ECDsa key;
    private readonly JsonObject header;
    private readonly JsonObject payload;
    private readonly MemberNames names;
    private readonly GrpcChannel channel;

    private SignedMembers(AllianceKey alliance, ECDsa key, string genuine, string address)
    {
        this.key = key;
        (header, payload) = (Part(genuine, 0), Part(genuine, 1));
        names = new MemberNames(alliance.Derive("member-names"));
        channel = GrpcChannel.ForAddress(address);
    }

    /// <param name="folder">The deployment's data.</param>
    /// <param name="gateway">The address of its gateway.</param>
    /// <param name="brand">Any client of it: a token of its is the model.</param>
    public static Task<SignedMembers> OfAsync(string folder, string gateway, FederationClient brand) =>
        OfAsync(new DeploymentOptions { DataDirectory = folder, Sandbox = true }, gateway, brand);

    /// <summary>The same at a deployment on any database.</summary>
    /// <param name="deployment">Where its databases are.</param>
    /// <param name="gateway">The address of its gateway.</param>
    /// <param name="brand">Any client of it: a token of its is the model.</param>
    public static async Task<SignedMembers> OfAsync(
        DeploymentOptions deployment, string gateway, FederationClient brand)
    {
        var alliance = AllianceKey.Load(deployment);
        await using var services = new ServiceCollection()
            .AddModuleDb<IdentityDb, SqliteIdentityDb, PostgresIdentityDb, SqlServerIdentityDb>(
                deployment, IdentityModule.Name)
            .BuildServiceProvider();
        await using var scope = services.CreateAsyncScope();
        var row = await scope.ServiceProvider.GetRequiredService<IdentityDb>().SigningKeys.AsNoTracking()
            .OrderByDescending(k => k.Number).FirstAsync();
        return new SignedMembers(alliance, Open(alliance, row), await brand.GetAccessTokenAsync(), gateway);
    }

    /// <summary>The member's internal id, which nobody outside may see.</summary>
    public MemberId IdOf(string partner, string name) =>
        names.TryRead(partner, name, out var id) ? id : throw new ArgumentException(name);

    /// <summary>A member's session, in which it has shown to be customer of some brands.</summary>
    public SignedMember Open(MemberId member, string person, params string[] brands)
    {
        return new SignedMember(InvokerOf(TokenOf(member, person, brands)));
    }

    /// <summary>A session of a person of a brand or of the alliance.</summary>
    /// <param name="user">The person.</param>
    /// <param name="role">What it may do.</param>
    /// <param name="session">The session's name; null for one that nobody knows of.</param>
    public SignedStaff Open(Identity.V1.User user, StaffRole role, string? session = null) =>
        new(InvokerOf(TokenOf(user, role, session)));

    /// <summary>The access token of such a session.</summary>
    public string TokenOf(Identity.V1.User user, StaffRole role, string? session = null)
    {
        var owner = user.Name[..user.Name.IndexOf("/users/", StringComparison.Ordinal)];
        var claims = payload.DeepClone().AsObject();
        claims["sub"] = role.IsOfAlliance ? Principal.OfPerson(user.Person).Name : owner;
        claims["role"] = Permissions.NameOf(role.Role);
        claims["scope"] = string.Join(' ', role.Scopes);
        claims["client_id"] = IdentityModule.WebClientId;
        claims["person"] = user.Uid;
        claims["user"] = user.Name;
        claims["sid"] = session is null ? Guid.NewGuid().ToString("D") : ResourceNames.LastPart(session);
        return Sign(claims);
    }

    /// <summary>The access token of such a session.</summary>
    public string TokenOf(MemberId member, string person, params string[] brands)
    {
        var claims = payload.DeepClone().AsObject();
        claims["sub"] = Principal.Of(member).Name;
        claims["role"] = Permissions.NameOf(Role.Member);
        claims["scope"] = string.Join(' ', Permissions.ScopesOf(Role.Member));
        claims["client_id"] = "wallet";
        claims["person"] = person;
        claims["sid"] = Guid.NewGuid().ToString("D");
        claims["brands"] = new JsonArray([.. brands.Select(b => (JsonNode)b)]);
        return Sign(claims);
    }

    private CallInvoker InvokerOf(string token) => channel.Intercept(metadata =>
    {
        metadata.Add("authorization", "Bearer " + token);
        return metadata;
    });

    /// <summary>Signed in just now.</summary>
    private string Sign(JsonObject claims)
    {
        claims["auth_time"] = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var signed = $"{Encode(header)}.{Encode(claims)}";
        var signature = key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256);
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    public void Dispose()
    {
        channel.Dispose();
        key.Dispose();
    }

    private static ECDsa Open(AllianceKey alliance, SigningKeyRow row)
    {
        var plain = SealedBytes.Open(alliance.Derive("signing-keys"), row.PrivateKey, row.KeyId);
        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(plain, out _);
        return key;
    }

    private static JsonObject Part(string token, int index) =>
        JsonNode.Parse(Base64Url.DecodeFromChars(token.Split('.')[index]))!.AsObject();

    private static string Encode(JsonObject part) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(part.ToJsonString()));
}
