using Federation.Accounts.Internal.V1;
using Federation.Errors.V1;
using Federation.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Messages;

/// <summary>What brands tell their members. Each RPC is in the file of its name; here is what they share.</summary>
internal sealed partial class MessageService(
    MessagesDb db, MessageMaker maker, ContactSeal contacts, GatewaySecrets secrets, GatewayConnections connections,
    PartnerDirectory directory, AllianceClock clock, PageTokens pages, MemberNames names, TimeProvider time,
    [FromKeyedServices(MessagesModule.Name)] SpendingConsents consents) : V1.MessageService.MessageServiceBase
{
    /// <summary>The calling brand, which a field names.</summary>
    /// <exception cref="RefusalException">NOT_YOURS.</exception>
    private static string OwnPartner(Form form, Caller caller, string parent)
    {
        var partner = form.Partner(parent, "parent");
        if (partner.Length > 0)
            caller.RequireOwn(partner, parent);
        return partner;
    }

    /// <summary>What others know of the brand and the member; refused for it is within the command, which may have been
    /// answered before.</summary>
    /// <param name="partner">The brand.</param>
    /// <param name="member">The member, as the brand names it; empty for none.</param>
    /// <param name="cancel">Ends the waiting.</param>
    private async Task<Admission> AdmitAsync(string partner, string member, CancellationToken cancel)
    {
        var consent = member.Length == 0 ? null : await ResolveAsync(partner, member, cancel);
        var snapshot = await directory.WithAsync(
            d => Suspensions.MessageCommands.Refuses(d, partner) is null, cancel);
        return new Admission(partner, snapshot, member, consent);
    }

    private Task<ResolveSpendingResponse> ResolveAsync(string partner, string member, CancellationToken cancel) =>
        consents.ResolveAsync(new ResolveSpendingRequest { MerchantPartnerId = partner, Member = member }, cancel);

    /// <exception cref="RefusalException">MEMBER_NOT_FOUND.</exception>
    private async Task RequireMemberAsync(string partner, NamedMember member, CancellationToken cancel)
    {
        if ((await ResolveAsync(partner, member.AtBrand, cancel)).MemberId.Length == 0)
            throw new RefusalException(Refusal.NotFound(ErrorReason.MemberNotFound, member.Asked));
    }

    /// <summary>What is known of the recipient; nobody else changes it until the transaction ends.</summary>
    private async Task<RecipientRow> TakeRecipientAsync(string partner, Guid member, CancellationToken cancel)
    {
        var mine = db.Recipients.Where(r => r.PartnerId == partner && r.Member == member);
        var known = await mine.ExecuteUpdateAsync(s => s.SetProperty(r => r.Revision, r => r.Revision + 1), cancel);
        return known == 0
            ? db.Recipients.Add(new RecipientRow { PartnerId = partner, Member = member }).Entity
            : await mine.SingleAsync(cancel);
    }

    private Task<RecipientRow?> RecipientAsync(string partner, Guid member, CancellationToken cancel) =>
        db.Recipients.AsNoTracking().SingleOrDefaultAsync(r => r.PartnerId == partner && r.Member == member, cancel);
}
