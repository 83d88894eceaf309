using Federation.Hosting;
using Federation.Messages.Internal.V1;
using Federation.Messages.V1;
using Google.Protobuf;

namespace Federation.Messages;

/// <summary>Keeps where members are reached so that the database alone does not tell it.</summary>
internal sealed class ContactSeal(AllianceKey alliance)
{
    private readonly byte[] key = alliance.Derive("message-contacts");

    public byte[] Seal(string partner, Guid member, MemberContact contact) =>
        SealedBytes.Seal(key, contact.ToByteArray(), About(partner, member));

    /// <summary>What was sealed; an empty contact where there is none, or the alliance's key is another.</summary>
    public MemberContact Open(RecipientRow? recipient) =>
        recipient is { Contact: { } kept }
        && SealedBytes.Open(key, kept, About(recipient.PartnerId, recipient.Member)) is { } plain
            ? MemberContact.Parser.ParseFrom(plain) : new MemberContact();

    public byte[] SealKept(string partner, Guid member, KeptContacts kept) =>
        SealedBytes.Seal(key, kept.ToByteArray(), About(partner, member) + "/kept");

    /// <summary>The addresses that were replaced and are kept; none where the alliance's key is another.</summary>
    public KeptContacts OpenKept(RecipientRow? recipient) =>
        recipient is { KeptContacts: { } kept }
        && SealedBytes.Open(key, kept, About(recipient.PartnerId, recipient.Member) + "/kept") is { } plain
            ? KeptContacts.Parser.ParseFrom(plain) : new KeptContacts();

    public byte[] SealOld(string partner, Guid member, MemberContact contact) =>
        SealedBytes.Seal(key, contact.ToByteArray(), About(partner, member) + "/old");

    /// <summary>The address to which a delivery goes that is not the member's any more.</summary>
    public MemberContact OpenOld(DeliveryRow delivery) =>
        delivery.OldContact is { } old
        && SealedBytes.Open(key, old, About(delivery.PartnerId, delivery.Member) + "/old") is { } plain
            ? MemberContact.Parser.ParseFrom(plain) : new MemberContact();

    private static string About(string partner, Guid member) => $"{partner}/{member:D}";
}
