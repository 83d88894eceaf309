using Federation.Design;
using Federation.Messages.V1;

namespace Federation.Web;

/// <summary>What states of messages and their evidence are called.</summary>
internal static class DeliveryWords
{
    /// <summary>The states that a list can be of.</summary>
    public static IReadOnlyList<DeliveryState> States { get; } =
        [DeliveryState.Waiting, DeliveryState.Digested, DeliveryState.Sent, DeliveryState.Failed];

    public static string NameOf(DeliveryState state, WebTexts t) => state switch
    {
        DeliveryState.Waiting => t.DeliveryWaiting,
        DeliveryState.Digested => t.DeliveryDigested,
        DeliveryState.Failed => t.DeliveryFailed,
        _ => t.DeliverySent,
    };

    /// <summary>How far a message is: its state, and of one that was sent the highest level that is known.</summary>
    public static (TagKind Kind, string Word) StateOf(Delivery delivery, WebTexts t) => delivery.State switch
    {
        DeliveryState.Sent => (TagKind.Good, delivery.Evidence.LastOrDefault() is { } last
            ? NameOf(last.Level, t) : t.DeliverySent),
        DeliveryState.Failed => (TagKind.Alarm, t.DeliveryFailed),
        DeliveryState.Digested => (TagKind.Plain, t.DeliveryDigested),
        _ => (TagKind.Accent, t.DeliveryWaiting),
    };

    public static string NameOf(EvidenceLevel level, WebTexts t) => level switch
    {
        EvidenceLevel.Delivered => t.DeliveryDelivered,
        EvidenceLevel.Read => t.DeliveryRead,
        _ => t.DeliveryAccepted,
    };

    public static string LanguageOf(string tag, WebTexts t) => tag == "zh-CN" ? t.InChinese : t.InEnglish;
}
