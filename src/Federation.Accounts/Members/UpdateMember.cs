using Federation.Accounts.V1;
using Federation.Hosting;
using Grpc.Core;

namespace Federation.Accounts;

internal sealed partial class MemberService
{
    public override async Task<UpdateMemberResponse> UpdateMember(
        UpdateMemberRequest request, ServerCallContext context)
    {
        var partnerId = Caller.Of(context).RequirePartner();
        var form = new Form();
        var requestId = form.RequestId(request.RequestId);
        form.Member(request.Name, "name");
        form.ExternalReference(request.ExternalId, "external_id", required: request.ExternalId.Length > 0);
        CheckLanguage(form, request.LanguageCode);
        form.Done();
        var directory = await DirectoryForAsync(partnerId, context.CancellationToken);
        var now = await clock.NowAsync(context.CancellationToken);
        return await OnceAsync(requestId, request, context, async () =>
        {
            var membership = await LockOwnAsync(context, partnerId, request.Name);
            RequireActing(directory, membership, request.Name, now);
            if (request.ExternalId.Length > 0 && request.ExternalId != membership.ExternalId)
            {
                await RequireFreeAsync(partnerId, request.ExternalId, now, context.CancellationToken);
                membership.ExternalId = request.ExternalId;
            }
            if (request.LanguageCode.Length > 0)
                membership.Member.LanguageCode = request.LanguageCode;
            return new UpdateMemberResponse { Member = View(membership, now) };
        });
    }
}
