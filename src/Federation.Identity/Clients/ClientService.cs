using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Identity.Internal.V1;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;

namespace Federation.Identity;

/// <summary>
/// The clients behind the credentials. Modules only; the partners module decides who may ask. Each RPC is in the file
/// of its name; here is what they share.
/// </summary>
internal sealed partial class ClientService(
    OAuthClients clients, IdentityDb db, SecretHalves halves, SecretsSeen seen, OwnerTurns turns,
    IOptions<IdentityOptions> options, TimeProvider time)
    : Internal.V1.ClientService.ClientServiceBase
{
    /// <summary>Runs a command once, alone among those of its owner.</summary>
    private async Task<TResponse> OnceAsync<TResponse>(
        CommandHead head, Guid requestId, string owner, ServerCallContext context,
        Func<Principal, Task<TResponse>> effect,
        Func<TResponse, TResponse>? recorded = null)
        where TResponse : class, IMessage<TResponse>, new()
    {
        var caller = Caller.Of(context);
        var cancel = context.CancellationToken;
        var command = new IdempotentCommand(
            caller.Principal, requestId, head.Method, head.Fingerprint.ToByteArray(), time.UtcNow())
        {
            ClientId = caller.ClientId,
        };
        try
        {
            return await turns.RunAsync(
                () => db.RunOnceAsync(
                    command,
                    async () =>
                    {
                        if (head.Refusal is { } refused)
                            throw new RefusalException(Refusal.Of(refused));
                        await db.LockOwnerAsync(owner, cancel);
                        return await effect(caller.Principal);
                    },
                    cancel, recorded),
                cancel);
        }
        catch (OpenIddictExceptions.ConcurrencyException)
        {
            // The host itself changes clients without the owner's lock.
            throw new RefusalException(
                ErrorReason.Contended, $"A credential of {owner} was changed meanwhile; send the same command again.");
        }
    }

    /// <summary>PARTNER_HAS_ADMIN when a brand has an admin's client that works.</summary>
    private async Task RequireNoAdminAsync(string owner, CancellationToken cancel)
    {
        var admin = Permissions.NameOf(Role.PartnerAdmin);
        if (await db.Clients.AnyAsync(c => c.Owner == owner && c.Role == admin && !c.Revoked && !c.Pending, cancel))
            throw new RefusalException(
                ErrorReason.PartnerHasAdmin,
                $"{owner} has a credential of a partner admin, with which it makes further ones itself. Where it was "
                + $"lost, "
                + "revoke it first; then propose a new one.");
    }
}
