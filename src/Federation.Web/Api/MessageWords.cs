using Federation.Messages.V1;

namespace Federation.Web;

/// <summary>What kinds of messages, ways to a member and a member's choices are called, and which choices there
/// are.</summary>
internal static class MessageWords
{
    /// <summary>The kinds of which a member chooses.</summary>
    public static IReadOnlyList<MessageKind> Kinds { get; } =
    [
        MessageKind.CoinsChanged, MessageKind.CoinsExpiring, MessageKind.CouponsGiven, MessageKind.CouponsExpiring,
        MessageKind.Prizes, MessageKind.Announcement, MessageKind.Security,
    ];

    public static IReadOnlyList<MessageChannel> Channels { get; } =
    [
        MessageChannel.Inbox, MessageChannel.Email, MessageChannel.Sms, MessageChannel.Wechat, MessageChannel.Push,
    ];

    public static string NameOf(MessageKind kind, WebTexts t) => kind switch
    {
        MessageKind.CoinsChanged => t.MessageIsChange,
        MessageKind.CoinsExpiring => t.MessageIsExpiry,
        MessageKind.CouponsGiven => t.MessageIsCoupon,
        MessageKind.CouponsExpiring => t.MessageIsCouponExpiry,
        MessageKind.Prizes => t.MessageIsPrize,
        MessageKind.Security => t.MessageIsSafety,
        MessageKind.Digest => t.MessageIsDigest,
        _ => t.MessageIsNews,
    };

    public static string NameOf(MessageChannel channel, WebTexts t) => channel switch
    {
        MessageChannel.Email => t.ByEmail,
        MessageChannel.Sms => t.BySms,
        MessageChannel.Wechat => t.ByWeChat,
        MessageChannel.Push => t.ByPush,
        _ => t.ByInbox,
    };

    public static string NameOf(MessageChoice choice, WebTexts t) => choice switch
    {
        MessageChoice.Daily => t.WishDaily,
        MessageChoice.None => t.WishNone,
        _ => t.WishEach,
    };

    /// <summary>What a member may choose; nothing where there is no choice.</summary>
    public static IReadOnlyList<MessageChoice> ChoicesOf(MessageKind kind, MessageChannel channel) =>
        (kind, channel) switch
        {
            (MessageKind.CoinsExpiring or MessageKind.CouponsExpiring or MessageKind.Prizes or MessageKind.Security,
                MessageChannel.Inbox) => [],
            (MessageKind.Security, _) or (_, MessageChannel.Inbox) => [MessageChoice.Each, MessageChoice.None],
            _ => [MessageChoice.Each, MessageChoice.Daily, MessageChoice.None],
        };
}
