namespace Federation.Web;

/// <summary>What the portal's pages of draws say.</summary>
public sealed partial class WebTexts
{
    public string BrandDraws => Get();
    public string BrandDrawsLead => Get();
    public string BrandDrawsNone => Get();
    public string BrandDrawNew => Get();
    public string BrandDrawNewLead => Get();
    public string BrandDrawMake => Get();
    public string BrandDrawId => Get();
    public string BrandDrawIdHint => Get();
    public string BrandDrawIdMissing => Get();
    public string BrandDrawTitle => Get();
    public string BrandDrawTitleEn => Get();
    public string BrandDrawTitleZh => Get();
    public string BrandDrawTitleMissing => Get();
    public string BrandDrawPrizes => Get();
    public string BrandDrawPrizesHint => Get();
    public string BrandDrawPrizesWrong(string text) => Fill([text]);
    public string BrandDrawPrizesMissing => Get();
    public string BrandDrawWins => Get();
    public string BrandDrawAmount => Get();
    public string BrandDrawCountWrong => Get();
    public string BrandDrawCoin => Get();
    public string BrandDrawPrice => Get();
    public string BrandDrawPriceHint => Get();
    public string BrandDrawPriceWrong(string text) => Fill([text]);
    public string BrandDrawFrom => Get();
    public string BrandDrawFromHint => Get();
    public string BrandDrawTo => Get();
    public string BrandDrawToMissing => Get();
    public string BrandDrawPublic => Get();
    public string BrandDrawPublicHint => Get();
    public string BrandDrawState => Get();
    public string BrandDrawCloses => Get();
    public string BrandDrawTickets => Get();
    public string BrandDrawProof => Get();
    public string BrandDrawWithValue => Get();
    public string BrandDrawClose => Get();
    public string BrandDrawCloseWhy => Get();
    public string BrandDrawCancel => Get();
    public string BrandDrawCancelWhy => Get();
    public string BrandDrawReason => Get();
    public string BrandDrawReasonMissing => Get();
    public string BrandDrawReveal => Get();
    public string BrandDrawRevealTwo => Get();
    public string BrandDrawRevealNone => Get();
    public string BrandDrawValue => Get();
    public string BrandDrawValueMissing => Get();
    public string BrandDrawPropose => Get();
    public string BrandDrawProposed(string text) => Fill([text]);
    public string BrandDrawWinners => Get();
    public string BrandDrawMember => Get();
    public string BrandDrawRefused(string text) => Fill([text]);
}
