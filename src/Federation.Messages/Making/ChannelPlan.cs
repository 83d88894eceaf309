using Federation.Messages.V1;
using Google.Protobuf.Collections;

namespace Federation.Messages;

/// <summary>Which channels a message takes, by what the brand uses, what the member wants, and where it is reached.
/// Pure.</summary>
internal static class ChannelPlan
{
    /// <param name="settings">What the brand uses.</param>
    /// <param name="kind">The kind of message.</param>
    /// <param name="recipient">What is known of the member; null for nothing.</param>
    /// <returns>The channels, the inbox first, each with whether it waits for the daily digest.</returns>
    public static IReadOnlyList<(MessageChannel Channel, bool IsDaily)> Of(
        MessageSettings settings, MessageKind kind, RecipientRow? recipient)
    {
        var wishes = PreferencesOf(recipient).Preferences.Where(p => p.Kind == kind)
            .ToDictionary(p => p.Channel, p => p.Choice);
        return [.. Used(settings, kind).Prepend(MessageChannel.Inbox).Distinct()
            .Select(c => (Channel: c, Choice: ChoiceOf(kind, c, wishes)))
            .Where(c => c.Choice != MessageChoice.None && IsReached(recipient, c.Channel))
            .Select(c => (c.Channel, c.Choice == MessageChoice.Daily))];
    }

    public static MessagePreferences PreferencesOf(RecipientRow? recipient) =>
        recipient is null ? new MessagePreferences() : MessagePreferences.Parser.ParseFrom(recipient.Preferences);

    /// <summary>The language of a member's messages.</summary>
    public static string LanguageOf(MessageSettings settings, RecipientRow? recipient) =>
        PreferencesOf(recipient).Language is { Length: > 0 } chosen ? chosen : settings.Language;

    /// <summary>Whether the channel is one that a brand's gateway serves.</summary>
    public static bool IsGateway(MessageChannel channel) =>
        channel is MessageChannel.Sms or MessageChannel.Wechat or MessageChannel.Push;

    /// <summary>The channels on which the brand tells its members of a kind, besides the inbox.</summary>
    public static RepeatedField<MessageChannel> Used(MessageSettings settings, MessageKind kind) =>
        settings.Channels.SingleOrDefault(c => c.Kind == kind) is { } said
            ? said.Channels
            : MessageKinds.IsForInbox(kind) ? [] : [MessageChannel.Email];

    private static MessageChoice ChoiceOf(
        MessageKind kind, MessageChannel channel, Dictionary<MessageChannel, MessageChoice> wishes) =>
        channel == MessageChannel.Inbox && MessageKinds.MustStay(kind)
            ? MessageChoice.Each : wishes.GetValueOrDefault(channel, MessageChoice.Each);

    private static bool IsReached(RecipientRow? recipient, MessageChannel channel) => channel switch
    {
        MessageChannel.Email => recipient is { HasEmail: true },
        MessageChannel.Sms => recipient is { HasPhone: true },
        // They know their users by the brand's names.
        _ => true,
    };
}
