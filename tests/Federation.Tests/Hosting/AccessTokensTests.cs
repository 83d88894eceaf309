using Federation.Errors.V1;
using Federation.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Federation.Tests;

/// <summary>What kind of token it is, its header says; one kind is not taken for another.</summary>
public sealed class AccessTokensTests
{
    [Theory]
    [InlineData(ModuleCredentials.TokenType, true)]
    [InlineData("JWT", false)]
    [InlineData("at+jwt", false)]
    [InlineData("", false)]
    public async Task ModuleToken_OfAnotherType_IsInvalid(string type, bool taken)
    {
        var modules = new ModuleCredentials(AllianceKey.FromSecret(new byte[32]), TimeProvider.System);
        using var tokens = new AccessTokens(
            Options.Create(new DeploymentOptions()), modules, new RevokedClients(), TimeProvider.System);
        var token = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = ModuleCredentials.Issuer,
            TokenType = type,
            Audience = Permissions.InternalAudience,
            Expires = DateTime.UtcNow.AddMinutes(5),
            Claims = new Dictionary<string, object> { ["sub"] = "modules/ledger", ["role"] = "module" },
            SigningCredentials = new SigningCredentials(modules.Key, SecurityAlgorithms.HmacSha256),
        });

        var read = tokens.CheckAsync("Bearer " + token, Permissions.InternalAudience, CancellationToken.None).AsTask();
        if (taken)
            Assert.Equal("ledger", (await read).Module);
        else
            Assert.Equal(
                ErrorReason.TokenInvalid, (await Assert.ThrowsAsync<RefusalException>(() => read)).Refusal.Reason);
    }
}
