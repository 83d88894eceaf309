using Federation.Messages.V1;

namespace Federation.Messages;

/// <summary>What holds for a kind of message as such. Pure.</summary>
internal static class MessageKinds
{
    /// <summary>The kinds that the alliance makes by itself, so that brands can switch them off.</summary>
    public static readonly IReadOnlyList<MessageKind> MadeByItself =
    [
        MessageKind.CoinsChanged, MessageKind.CoinsExpiring, MessageKind.CouponsGiven, MessageKind.CouponsExpiring,
        MessageKind.Prizes,
    ];

    /// <summary>The kinds of which a brand says the channels, and a member what it wants.</summary>
    public static readonly IReadOnlyList<MessageKind> Chosen =
        [.. MadeByItself, MessageKind.Announcement, MessageKind.Security];

    /// <summary>Whether members cannot opt out of it in the inbox: who does not know of it loses something.</summary>
    public static bool MustStay(MessageKind kind) => kind
        is MessageKind.CoinsExpiring or MessageKind.CouponsExpiring or MessageKind.Prizes or MessageKind.Security;

    /// <summary>Whether it goes to the inbox alone, where a brand says nothing of its channels.</summary>
    public static bool IsForInbox(MessageKind kind) => kind is MessageKind.CoinsChanged or MessageKind.CouponsGiven;

    /// <summary>Names of kinds as the contract has them, for refusals.</summary>
    public static string Names(IEnumerable<MessageKind> kinds)
    {
        var names = kinds.Select(NameOf).ToList();
        return $"{string.Join(", ", names.SkipLast(1))} or {names[^1]}";
    }

    /// <summary>As the contract has it: <c>COINS_CHANGED</c>.</summary>
    private static string NameOf(MessageKind kind) => string.Concat(
        kind.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? $"_{c}" : $"{char.ToUpperInvariant(c)}"));
}
