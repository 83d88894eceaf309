using Federation.Messages.V1;

namespace Federation.Messages;

/// <summary>What members can do with coins that expire, in words. Pure.</summary>
internal static class WayWords
{
    private static readonly WayOut[] Usual = [WayOut.Spend, WayOut.Convert, WayOut.Gift];

    /// <param name="settings">Which ways the brand offers.</param>
    /// <param name="brand">What people call the brand.</param>
    /// <param name="language">The language.</param>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Of(
        MessageSettings settings, string brand, string language) =>
        [
            .. (settings.Ways.Count == 0 ? Usual : [.. settings.Ways]).Select(way => new Dictionary<string, string>
            {
                ["text"] = language == Languages.Chinese ? InChinese(way, brand) : InEnglish(way, brand),
            }),
        ];

    private static string InEnglish(WayOut way, string brand) => way switch
    {
        WayOut.Spend => $"Spend them at {brand}.",
        WayOut.Convert => "Exchange them for another brand's coins, or pay with them there.",
        WayOut.Gift => "Give them to somebody.",
        _ => "Donate them.",
    };

    private static string InChinese(WayOut way, string brand) => way switch
    {
        WayOut.Spend => $"在{brand}消费时使用。",
        WayOut.Convert => "兑换为其他品牌的积分，或在其他品牌消费时使用。",
        WayOut.Gift => "赠送给他人。",
        _ => "捐赠。",
    };
}
