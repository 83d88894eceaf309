namespace Federation.Web;

/// <summary>What the wallet's pages of messages say.</summary>
public sealed partial class WebTexts
{
    public string InboxTitle => Get();
    public string InboxAll => Get();
    public string InboxUnreadAlone => Get();
    public string InboxNone => Get();
    public string InboxNoneWhy => Get();
    public string InboxNew => Get();
    public string InboxMarkRead => Get();
    public string InboxMarkAll(long count, string number) => Count(count, [number]);
    public string InboxSpend => Get();
    public string InboxConvert => Get();
    public string InboxDonate => Get();
    public string InboxWays => Get();
    public string InboxLater => Get();
    public string InboxNewest => Get();
    public string InboxWishes => Get();
    public string WishesLead => Get();
    public string WishesNone => Get();
    public string WishesNoneWhy => Get();
    public string WishesLanguage => Get();
    public string WishesLanguageOfBrand => Get();
    public string WishesAlways => Get();
    public string WishesSave => Get();
    public string WishesSaved => Get();
    public string WishesHow => Get();
    public string WishEach => Get();
    public string WishDaily => Get();
    public string WishNone => Get();
    public string MessageIsChange => Get();
    public string MessageIsExpiry => Get();
    public string MessageIsCoupon => Get();
    public string MessageIsCouponExpiry => Get();
    public string MessageIsPrize => Get();
    public string MessageIsNews => Get();
    public string MessageIsSafety => Get();
    public string ByInbox => Get();
    public string ByEmail => Get();
    public string BySms => Get();
    public string ByWeChat => Get();
    public string ByPush => Get();
    public string MessageIsDigest => Get();
}
