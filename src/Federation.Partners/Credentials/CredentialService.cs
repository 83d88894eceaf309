using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Identity.Internal.V1;
using Federation.Partners.V1;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Federation.Partners;

/// <summary>
/// The credentials of brands and of the alliance's people: decides here who may ask. The identity module keeps the
/// clients and runs each command once, so that nothing is open here while it is asked.
/// </summary>
internal sealed partial class CredentialService(
    PartnersDb db, [FromKeyedServices(PartnersModule.Name)] ClientService.ClientServiceClient identity,
    PageTokens tokens, RefusedTokens refused, ILogger<CredentialService> logger)
    : V1.CredentialService.CredentialServiceBase
{
    private static CommandHead HeadOf(
        Guid requestId, IMessage request, ServerCallContext context, Refusal? refusal = null) => new()
        {
            RequestId = requestId.ToString(),
            Method = context.Method,
            Fingerprint = ByteString.CopyFrom(Fingerprint.Of(context.Method, request)),
            Refusal = refusal?.ToStatus(),
        };

    /// <summary>Why nobody may add to or change an owner's credentials now; null for a brand that exists and may act,
    /// and for the alliance. Sent with the command, which may have been answered before.</summary>
    private async Task<Refusal?> RefusalOfAsync(CredentialOwner owner, Caller caller, CancellationToken cancel)
    {
        if (owner.PartnerId is not { } partner)
            return null;
        try
        {
            await db.RequirePartnerAsync(partner, caller, cancel);
            return null;
        }
        catch (RefusalException e)
        {
            return e.Refusal;
        }
    }

    private static RefusalException Missing(string scope) => new(new Refusal(
        ErrorReason.ScopeMissing,
        $"Your access token does not carry the scope {scope}, so it cannot give it to a credential.")
        .With("scope", scope));

    private static (CredentialOwner Owner, string ClientId) ReadName(
        string name, Action<CredentialOwner> allow, Form form)
    {
        var known = CredentialOwner.TryReadCredential(name, out var owner, out var clientId);
        form.Check(known, "name", "must be partners/{p}/credentials/{id} or alliance/credentials/{id}");
        if (known)
            allow(owner);
        return (owner, clientId);
    }

    private static Credential ToCredential(Client client, CredentialOwner owner) => new()
    {
        Name = owner.NameOf(client.ClientId),
        ClientId = client.ClientId,
        DisplayName = client.DisplayName,
        Role = CredentialPlan.RoleOf(client.Role),
        Scopes = { client.Scopes },
        Person = Principal.Parse(client.Principal).Person ?? "",
        Revoked = client.Revoked,
        CreateTime = client.CreateTime,
        Pending = client.Pending,
        Creator = client.Creator,
        Approver = client.Approver,
        ApproveTime = client.ApproveTime,
        Recovery = client.Recovery,
        Revoker = client.Revoker,
        RevokeTime = client.RevokeTime,
        LastUseTime = client.LastUseTime,
    };
}
