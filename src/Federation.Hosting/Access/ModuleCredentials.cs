using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Federation.Hosting;

/// <summary>
/// How a module proves itself to another: a token of ten minutes with the audience <c>federation-internal</c>, signed
/// with a key that derives from the alliance's. It needs no identity module, so modules start in any order.
/// </summary>
public sealed class ModuleCredentials(AllianceKey key, TimeProvider time)
{
    public const string Issuer = "federation-modules";

    /// <summary>The header <c>typ</c> of its tokens.</summary>
    public const string TokenType = "federation-module+jwt";

    private static readonly TimeSpan Life = TimeSpan.FromMinutes(10);
    private readonly SymmetricSecurityKey signingKey = new(key.Derive("module-credentials")) { KeyId = "modules" };
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string,
        (string Token, DateTimeOffset Renew)> tokens =
        new(StringComparer.Ordinal);

    public SecurityKey Key => signingKey;

    /// <summary>A token for a module of this process; the same one until half its life is over.</summary>
    public string TokenFor(string module)
    {
        var now = time.GetUtcNow();
        if (tokens.TryGetValue(module, out var cached) && now < cached.Renew)
            return cached.Token;
        var token = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(
            new SecurityTokenDescriptor
            {
                Issuer = Issuer,
                TokenType = TokenType,
                Audience = Permissions.InternalAudience,
                IssuedAt = now.UtcDateTime,
                NotBefore = now.UtcDateTime.AddMinutes(-1),
                Expires = (now + Life).UtcDateTime,
                Claims = new Dictionary<string, object>
                {
                    ["sub"] = Principal.OfModule(module).Name,
                    ["role"] = Permissions.NameOf(Role.Module),
                },
                SigningCredentials = new SigningCredentials(signingKey, SecurityAlgorithms.HmacSha256),
            });
        tokens[module] = (token, now + Life / 2);
        return token;
    }
}
