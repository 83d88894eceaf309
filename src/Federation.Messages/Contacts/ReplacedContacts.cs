using Federation.Messages.Internal.V1;
using Federation.Messages.V1;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Messages;

/// <summary>Which addresses are kept after they were replaced. Pure.</summary>
internal static class ReplacedContacts
{
    /// <summary>Who changes an address often enough must not push out the one of before: the oldest stay.</summary>
    public const int Most = 5;

    /// <summary>For how long an address is kept that was replaced, and when it was.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>What a change takes away; nothing where it only adds an address, or sets the same again.</summary>
    public static MemberContact Lost(MemberContact before, MemberContact after) => new()
    {
        Email = before.Email == after.Email ? "" : before.Email,
        Phone = before.Phone == after.Phone ? "" : before.Phone,
    };

    public static bool IsEmpty(MemberContact contact) => contact.Email.Length + contact.Phone.Length == 0;

    /// <summary>What is kept at a time.</summary>
    public static KeptContacts At(KeptContacts kept, Timestamp now) => new()
    {
        Contacts = { kept.Contacts.Where(c => c.ExpireTime > now) },
    };

    /// <summary>What is kept after a change.</summary>
    /// <param name="kept">What was kept before.</param>
    /// <param name="lost">What the change takes away, not nothing.</param>
    /// <param name="now">Alliance time.</param>
    public static KeptContacts With(KeptContacts kept, MemberContact lost, Timestamp now)
    {
        var all = At(kept, now);
        if (all.Contacts.Count < Most)
            all.Contacts.Add(new KeptContact { Contact = lost, ExpireTime = now + Duration.FromTimeSpan(Kept) });
        return all;
    }
}
