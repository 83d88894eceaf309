using Federation.Hosting;
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

    private static string About(string partner, Guid member) => $"{partner}/{member:D}";
}
