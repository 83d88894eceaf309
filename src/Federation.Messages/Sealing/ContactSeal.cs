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
    public MemberContact Open(RecipientRow? recipient) => recipient is null
        ? new MemberContact()
        : Open(MemberContact.Parser, recipient.Contact, About(recipient.PartnerId, recipient.Member));

    public byte[] SealKept(string partner, Guid member, KeptContacts kept) =>
        SealedBytes.Seal(key, kept.ToByteArray(), About(partner, member) + "/kept");

    /// <summary>The addresses that were replaced and are kept; none where the alliance's key is another.</summary>
    public KeptContacts OpenKept(RecipientRow? recipient) => recipient is null
        ? new KeptContacts()
        : Open(KeptContacts.Parser, recipient.KeptContacts, About(recipient.PartnerId, recipient.Member) + "/kept");

    public byte[] SealOld(string partner, Guid member, MemberContact contact) =>
        SealedBytes.Seal(key, contact.ToByteArray(), About(partner, member) + "/old");

    /// <summary>The address to which a delivery goes that is not the member's any more.</summary>
    public MemberContact OpenOld(DeliveryRow delivery) =>
        Open(MemberContact.Parser, delivery.OldContact, About(delivery.PartnerId, delivery.Member) + "/old");

    private T Open<T>(MessageParser<T> parser, byte[]? kept, string about)
        where T : IMessage<T>, new() =>
        kept is not null && SealedBytes.Open(key, kept, about) is { } plain ? parser.ParseFrom(plain) : new T();

    private static string About(string partner, Guid member) => $"{partner}/{member:D}";
}
