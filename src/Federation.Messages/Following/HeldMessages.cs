using System.Globalization;
using Federation.Hosting;
using Federation.Ledger.V1;
using Federation.Messages.V1;
using Microsoft.EntityFrameworkCore;

namespace Federation.Messages;

/// <summary>Tells of redemptions that are held: the member, in its inbox and where it is reached, and whoever is at an
/// address that was the member's lately. If somebody took the account over, that is the one to know.</summary>
internal sealed class HeldMessages(ContactSeal contacts, MemberNames names)
{
    private static readonly MessageChannel[] Reached = [MessageChannel.Email, MessageChannel.Sms];

    /// <summary>What is to be told of a range of the log.</summary>
    /// <param name="db">Where members are reached.</param>
    /// <param name="journals">The journals, of whole groups.</param>
    /// <param name="settings">The brands that tell their members.</param>
    /// <param name="directory">Brands and coins.</param>
    /// <param name="cancel">Ends the reading.</param>
    public async Task<IReadOnlyList<NewMessage>> OfAsync(
        MessagesDb db, IReadOnlyList<Journal> journals, IReadOnlyDictionary<string, SettingsRow> settings,
        DirectorySnapshot directory, CancellationToken cancel)
    {
        var messages = new List<NewMessage>();
        foreach (var held in HeldRedemption.Of(journals))
        {
            if (!settings.TryGetValue(held.Id.PartnerId, out var row)
                || held.Journal.CreateTime.ToDateTimeOffset() < row.BeginTime)
                continue;
            var told = Of(held, directory);
            messages.Add(told);
            var recipient = await db.Recipients.AsNoTracking().SingleOrDefaultAsync(
                r => r.PartnerId == told.PartnerId && r.Member == told.Member, cancel);
            messages.AddRange(ToOld(held, told, row.Read(), recipient));
        }
        return messages;
    }

    private NewMessage Of(HeldRedemption held, DirectorySnapshot directory) => new(
        held.Id.PartnerId, MemberChecks.GuidOf(names.NameFor(held.Id.PartnerId, held.Member)), MessageKind.Security,
        KeyOf(held, "member"), (brand, language) => HeldWords.Of(held, directory, brand, language));

    /// <summary>To each address that is kept still, whatever the member, or who took its place, has chosen since.
    /// </summary>
    private IEnumerable<NewMessage> ToOld(
        HeldRedemption held, NewMessage told, MessageSettings settings, RecipientRow? recipient)
    {
        var now = contacts.Open(recipient);
        var used = ChannelPlan.Used(settings, MessageKind.Security).Intersect(Reached).ToList();
        var old = ReplacedContacts.At(contacts.OpenKept(recipient), held.Journal.CreateTime).Contacts
            .Select(c => ReplacedContacts.Lost(c.Contact, now));
        var addresses = old.SelectMany(o => new[]
            {
                (Channel: MessageChannel.Email, Contact: new MemberContact { Email = o.Email }),
                (Channel: MessageChannel.Sms, Contact: new MemberContact { Phone = o.Phone }),
            })
            .Where(a => used.Contains(a.Channel) && !ReplacedContacts.IsEmpty(a.Contact)).Distinct();
        return addresses.Select((address, i) => told with
        {
            Key = KeyOf(held, "old/" + i.ToString(CultureInfo.InvariantCulture)),
            OnlyChannel = address.Channel,
            OldContact = contacts.SealOld(told.PartnerId, told.Member, address.Contact),
        });
    }

    private static MessageKey KeyOf(HeldRedemption held, string whom) =>
        MessageKey.OfAlliance($"{held.Id.Id:N}:held:{whom}");
}
