using Federation.Accounts.Internal.V1;
using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Identity.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Identity;

/// <summary>How brands bring their members to the pages.</summary>
internal sealed class SignInService(
    IdentityDb db, SignInLinks links, SignInAddress address, PartnerDirectory partners,
    [FromKeyedServices(IdentityModule.Name)] MembershipService.MembershipServiceClient accounts, TimeProvider time)
    : V1.SignInService.SignInServiceBase
{
    public override async Task<CreateSignInLinkResponse> CreateSignInLink(
        CreateSignInLinkRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var partner = caller.RequirePartner();
        var form = new Form();
        var requestId = form.RequestId(request.RequestId);
        form.Member(request.Member, "member");
        form.Done();
        var cancel = context.CancellationToken;
        var directory = await partners.WithAsync(d => !d.IsSuspended(partner), cancel);
        var known = await accounts.ResolveMemberAsync(
            new ResolveMemberRequest { PartnerId = partner, Member = request.Member }, context.Onward());
        var code = links.CodeOf(caller.Principal, requestId);
        var command = IdempotentCommand.Of(caller, requestId, context.Method, request, time);
        var response = await db.RunOnceAsync(command, async () =>
        {
            if (Suspensions.CreateSignInLink.Refuses(directory, partner) is { } suspended)
                throw new RefusalException(suspended);
            var link = links.Add(code, partner, RequireLinked(known, request.Member));
            await db.SaveChangesAsync(cancel);
            return new CreateSignInLinkResponse { ExpireTime = Timestamp.FromDateTimeOffset(link.ExpireTime) };
        }, cancel);
        // Only now, so that the recorded answer does not hold it.
        response.Uri = address.To($"{SignInPaths.Link}/{code}");
        return response;
    }

    private static MemberId RequireLinked(ResolveMemberResponse known, string name) => known.State switch
    {
        MemberState.Linked => MemberId.Parse(known.MemberId),
        MemberState.Unlinked => throw new RefusalException(
            new Refusal(ErrorReason.NotLinked, $"'{name}' is no longer linked with your brand.")),
        MemberState.Closed => throw new RefusalException(
            new Refusal(ErrorReason.MemberClosed, $"'{name}' is closed.")),
        _ => throw new RefusalException(Refusal.NotFound(ErrorReason.MemberNotFound, name)),
    };
}
