using Federation.Accounts.Internal.V1;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Identity;

/// <summary>The brands that a session has shown the member to be a customer of: those whose sign-in links it, or its
/// user, has opened, and those that were linked with a code which its user made.</summary>
internal sealed class ShownBrands(
    SignInSessions sessions,
    [FromKeyedServices(IdentityModule.Name)] MembershipService.MembershipServiceClient accounts)
{
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(2);

    public async Task<IReadOnlyList<string>> OfAsync(MemberSession session, CancellationToken cancel)
    {
        var opened = await sessions.BrandsOfAsync(session, cancel);
        if (session.UserId is not { } user)
            return opened;
        try
        {
            // gRPC's deadlines are wall-clock times of this process.
            var linked = await accounts.ListProvenLinksAsync(
                new ListProvenLinksRequest
                {
                    MemberId = new MemberId(session.MemberId).ToString(),
                    Person = user.ToString(),
                },
                deadline: DateTime.UtcNow + CallLimit, cancellationToken: cancel);
            return [.. opened.Union(linked.PartnerIds, StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        }
        catch (RpcException) when (!cancel.IsCancellationRequested)
        {
            // Signing in does not wait for the accounts module: the next tokens have what these lack.
            return opened;
        }
    }
}
