using Federation.Hosting;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Federation.Identity;

/// <summary>Takes note of token requests that were refused: a secret that is guessed, or a client that was
/// revoked.</summary>
internal sealed class TokenRefusals(AccessLog access) : IOpenIddictServerHandler<ApplyTokenResponseContext>
{
    public ValueTask HandleAsync(ApplyTokenResponseContext context)
    {
        if (context.Response.Error is { Length: > 0 } error)
            access.NoteUnauthenticated(error, context.Request?.ClientId, IdentityModule.TokenPath);
        return default;
    }
}
