using Federation.Accounts.V1;
using Federation.Hosting;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Federation.Accounts;

internal sealed partial class MemberService
{
    public override async Task<CreateLinkCodeResponse> CreateLinkCode(
        CreateLinkCodeRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var partnerId = BrandOf(caller, form, request.Partner);
        var requestId = form.RequestId(request.RequestId);
        form.Member(request.Member, "member");
        form.Done();
        caller.RequireProven(partnerId, ResourceNames.Partner(partnerId));
        var directory = await DirectoryForAsync(partnerId, context.CancellationToken);
        var now = await clock.NowAsync(context.CancellationToken);
        var code = codes.LinkCode(caller.Principal, requestId);
        var response = await OnceAsync(requestId, request, context, async () =>
        {
            var membership = await LockOwnAsync(context, partnerId, request.Member);
            RequireActing(directory, membership, request.Member, now);
            await RequireFewCodesAsync(OpenLinkCodes(membership), options.Value.OpenLinkCodes, "link",
                context.CancellationToken);
            var expireTime = time.UtcNow() + options.Value.LinkCodeLife;
            db.LinkCodes.Add(new LinkCode
            {
                Hash = code.Hash,
                MemberId = membership.MemberId,
                PartnerId = partnerId,
                // Whoever of a brand's people makes one is not the member.
                Person = caller.Member is null ? null : caller.Person,
                ExpireTime = expireTime,
            });
            return new CreateLinkCodeResponse { ExpireTime = Timestamp.FromDateTimeOffset(expireTime) };
        });
        // Only now, so that the recorded answer does not hold it.
        response.LinkCode = code.ToString();
        return response;
    }
}
