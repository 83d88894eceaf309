using Federation.Design;

namespace Federation.Web;

/// <summary>The gallery's pages, in the order of its rail.</summary>
internal static class GalleryRail
{
    public const string Root = "/gallery";

    /// <summary>Every page, for the rail and for the tests that look at each.</summary>
    public static IReadOnlyList<string> Paths { get; } =
        [.. Of(WebTexts.In(Language.English)).SelectMany(g => g.Links).Select(l => l.Href)];

    public static IReadOnlyList<RailGroup> Of(WebTexts t) =>
    [
        new(t.Pieces, [
            new(t.PageBasics, Root), new(t.PageForm, Root + "/form"), new(t.PageConfirm, Root + "/confirm"),
            new(t.PageTables, Root + "/tables"), new(t.PageCharts, Root + "/charts"),
            new(t.PageStates, Root + "/states"),
        ]),
        new(t.Surfaces, [
            new(t.PageWallet, Root + "/wallet"), new(t.PagePay, Root + "/pay"),
            new(t.PagePayEnded, Root + "/pay-ended"), new(t.PageReceipt, Root + "/receipt"),
        ]),
    ];

    public static string LinkTo(WalletTab tab) => tab switch
    {
        WalletTab.Pay => Root + "/pay",
        WalletTab.Activity => Root + "/receipt",
        WalletTab.Rewards or WalletTab.Me => Root,
        _ => Root + "/wallet",
    };
}
