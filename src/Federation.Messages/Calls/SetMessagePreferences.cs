using Federation.Hosting;
using Federation.Messages.V1;
using Google.Protobuf;
using Grpc.Core;

namespace Federation.Messages;

internal sealed partial class MessageService
{
    public override async Task<SetMessagePreferencesResponse> SetMessagePreferences(
        SetMessagePreferencesRequest request, ServerCallContext context)
    {
        var (form, caller) = (new Form(), Caller.Of(context));
        var requestId = form.RequestId(request.RequestId);
        var partner = PartnerOfMember(form, caller, request.Parent);
        form.Member(request.Member, "member");
        form.Preferences(request.Preferences);
        form.Done();

        var cancel = context.CancellationToken;
        caller.RequireProven(partner, request.Parent);
        var member = NamedMember.Of(caller, names, partner, request.Member);
        var admission = await AdmitAsync(partner, member.AtBrand, cancel);
        return await db.RunOnceAsync(IdempotentCommand.Of(caller, requestId, context.Method, request, time), async () =>
        {
            admission.RequireActing();
            var row = await TakeRecipientAsync(partner, MemberChecks.GuidOf(member.AtBrand), cancel);
            row.Preferences = request.Preferences.ToByteArray();
            return new SetMessagePreferencesResponse();
        }, cancel);
    }

    /// <summary>The brand whose messages are asked about: the calling brand, or one that a member names.</summary>
    private static string PartnerOfMember(Form form, Caller caller, string parent)
    {
        var partner = form.Partner(parent, "parent");
        if (partner.Length > 0 && caller.Member is null)
            caller.RequireOwn(partner, parent);
        return partner;
    }
}
