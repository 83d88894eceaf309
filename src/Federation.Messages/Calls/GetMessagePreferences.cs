using Federation.Hosting;
using Federation.Messages.V1;
using Grpc.Core;

namespace Federation.Messages;

internal sealed partial class MessageService
{
    public override async Task<GetMessagePreferencesResponse> GetMessagePreferences(
        GetMessagePreferencesRequest request, ServerCallContext context)
    {
        var (form, caller) = (new Form(), Caller.Of(context));
        var partner = PartnerOfMember(form, caller, request.Parent);
        form.Member(request.Member, "member");
        form.Done();

        var cancel = context.CancellationToken;
        caller.RequireProven(partner, request.Parent);
        var member = NamedMember.Of(caller, names, partner, request.Member);
        await RequireMemberAsync(partner, member, cancel);
        return new GetMessagePreferencesResponse
        {
            Preferences = ChannelPlan.PreferencesOf(
                await RecipientAsync(partner, MemberChecks.GuidOf(member.AtBrand), cancel)),
        };
    }
}
