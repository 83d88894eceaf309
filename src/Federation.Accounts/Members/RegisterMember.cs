using Federation.Accounts.V1;
using Federation.Hosting;
using Grpc.Core;

namespace Federation.Accounts;

internal sealed partial class MemberService
{
    public override async Task<RegisterMemberResponse> RegisterMember(
        RegisterMemberRequest request, ServerCallContext context)
    {
        var partnerId = Caller.Of(context).RequirePartner();
        var form = new Form();
        var requestId = form.RequestId(request.RequestId);
        form.ExternalReference(request.ExternalId, "external_id", required: true);
        CheckLanguage(form, request.LanguageCode);
        form.Done();
        var directory = await DirectoryForAsync(partnerId, context.CancellationToken);
        var now = await clock.NowAsync(context.CancellationToken);
        return await OnceAsync(requestId, request, context, async () =>
        {
            RequireActive(directory, partnerId);
            await RequireFreeAsync(partnerId, request.ExternalId, now, context.CancellationToken);
            var membership = NewMember(partnerId, request);
            db.Memberships.Add(membership);
            return new RegisterMemberResponse { Member = View(membership, now) };
        });
    }

    private Membership NewMember(string partnerId, RegisterMemberRequest request)
    {
        var registered = time.UtcNow();
        var member = new Member
        {
            Id = names.NewId(registered).Value,
            State = MemberState.Open,
            LanguageCode = request.LanguageCode,
            CreateTime = registered,
        };
        return new Membership
        {
            PartnerId = partnerId,
            MemberId = member.Id,
            Member = member,
            ExternalId = request.ExternalId,
            State = LinkState.Linked,
            LinkTime = registered,
        };
    }
}
