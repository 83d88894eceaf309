using Federation.Hosting;
using Federation.Messages.V1;

namespace Federation.Messages;

/// <summary>What requests about messages must look like. Pure.</summary>
internal static class MessageForm
{
    private const int MinutesPerDay = 24 * 60;
    private const int MaxKey = 100;

    private static readonly MessageChannel[] Channels =
    [
        MessageChannel.Inbox, MessageChannel.Email, MessageChannel.Sms, MessageChannel.Wechat, MessageChannel.Push,
    ];

    private static int MostWishes => MessageKinds.Chosen.Count * Channels.Length;

    public static void Settings(this Form form, MessageSettings? settings)
    {
        form.Check(settings is not null, "settings", "is required");
        if (settings is null)
            return;
        form.Check(
            QuietHours.KnowsZone(settings.TimeZone), "settings.time_zone",
            "must be a time zone of the IANA database, for instance Asia/Shanghai");
        form.Check(
            settings.QuietFromMinute is >= 0 and < MinutesPerDay, "settings.quiet_from_minute", "must be 0 to 1439");
        form.Check(
            settings.QuietUntilMinute is >= 0 and < MinutesPerDay, "settings.quiet_until_minute", "must be 0 to 1439");
        form.Language(settings.Language, "settings.language");
        form.Check(
            settings.Channels.All(c => MessageKinds.Chosen.Contains(c.Kind) && c.Channels.All(IsBesideInbox))
                && settings.Channels.DistinctBy(c => c.Kind).Count() == settings.Channels.Count
                && settings.Channels.All(c => c.Channels.Distinct().Count() == c.Channels.Count),
            "settings.channels", "must name kinds of messages once each, with channels beside the inbox once each");
        form.Check(
            settings.Off.All(MessageKinds.MadeByItself.Contains), "settings.off",
            $"must be of {MessageKinds.Names(MessageKinds.MadeByItself)}");
        form.Check(
            settings.Ways.All(w => w != WayOut.Unspecified && Enum.IsDefined(w))
                && settings.Ways.Distinct().Count() == settings.Ways.Count,
            "settings.ways", "must be of SPEND, CONVERT, GIFT and DONATE, once each");
    }

    public static void Preferences(this Form form, MessagePreferences? preferences)
    {
        form.Check(preferences is not null, "preferences", "is required");
        if (preferences is null)
            return;
        form.Check(
            preferences.Language.Length == 0 || Languages.Knows(preferences.Language), "preferences.language",
            "must be en, zh-CN or empty");
        var wishes = preferences.Preferences;
        form.Check(
            wishes.DistinctBy(p => (p.Kind, p.Channel)).Count() == wishes.Count, "preferences.preferences",
            "must have each kind and channel once");
        foreach (var (wish, i) in wishes.Take(MostWishes).Select((w, i) => (w, i)))
            if (Problem(wish) is { } problem)
                form.Check(false, $"preferences.preferences[{i}]", problem);
        form.Check(
            wishes.Count <= MostWishes, "preferences.preferences", $"must be at most {MostWishes}");
    }

    public static void Contact(this Form form, MemberContact? contact)
    {
        form.Check(contact is not null, "contact", "is required");
        form.Check(
            contact is null || contact.Email.Length == 0 || ContactForm.IsEmail(contact.Email), "contact.email",
            "must be one e-mail address without a name, at most 200 characters");
        form.Check(
            contact is null || contact.Phone.Length == 0 || ContactForm.IsPhone(contact.Phone), "contact.phone",
            "must be a telephone number with its country: + and 8 to 15 digits");
    }

    /// <summary>A brand's key of a message.</summary>
    public static string Key(this Form form, string key)
    {
        form.ExternalReference(key, "key", required: true);
        form.Check(key.Length <= MaxKey, "key", $"must be at most {MaxKey} characters");
        return key;
    }

    /// <summary>A channel that gateways serve.</summary>
    public static void GatewayChannel(this Form form, MessageChannel channel, string field) =>
        form.Check(ChannelPlan.IsGateway(channel), field, "must be SMS, WECHAT or PUSH");

    /// <summary>The name of a gateway of the calling brand's. Another brand's is as if it did not exist.</summary>
    public static MessageChannel OwnGateway(this Form form, Caller caller, string name)
    {
        var channel = ResourceNames.TryMessageGateway(name, out var partner, out var id)
            ? ChannelNames.ChannelOf(id) : MessageChannel.Unspecified;
        form.Check(
            channel != MessageChannel.Unspecified, "name",
            "must be partners/{p}/messageGateways/{channel}, the channel being sms, wechat or push");
        return partner is null || partner == caller.RequirePartner() || form.Problem() is not null
            ? channel
            : throw new RefusalException(
                Refusal.NotFound(Errors.V1.ErrorReason.MessageGatewayNotFound, name));
    }

    /// <summary>The id of a message of the calling brand's. Another brand's is as if it did not exist.</summary>
    public static Guid OwnDelivery(this Form form, Caller caller, string name)
    {
        form.Check(
            ResourceNames.TryDelivery(name, out var partner, out var id), "name",
            "must be partners/{p}/deliveries/{uuid}");
        return partner is null || partner == caller.RequirePartner() || form.Problem() is not null
            ? id
            : throw new RefusalException(Refusal.NotFound(Errors.V1.ErrorReason.DeliveryNotFound, name));
    }

    private static bool IsBesideInbox(MessageChannel channel) =>
        channel != MessageChannel.Inbox && Channels.Contains(channel);

    private static string? Problem(MessagePreference wish) => wish switch
    {
        _ when !MessageKinds.Chosen.Contains(wish.Kind) => "must be about a kind of message",
        _ when !Channels.Contains(wish.Channel) => "must be about a channel",
        { Choice: MessageChoice.Each } => null,
        { Choice: MessageChoice.None } => wish.Channel == MessageChannel.Inbox && MessageKinds.MustStay(wish.Kind)
            ? "cannot be opted out of in the inbox" : null,
        { Choice: MessageChoice.Daily } => wish.Channel == MessageChannel.Inbox || wish.Kind == MessageKind.Security
            ? "is not made daily" : null,
        _ => "must say EACH, DAILY or NONE",
    };
}
