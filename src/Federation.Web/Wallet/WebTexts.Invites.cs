namespace Federation.Web;

/// <summary>What the wallet's page of referrals says.</summary>
public sealed partial class WebTexts
{
    public string InviteTitle => Get();
    public string InviteNone => Get();
    public string InviteNoneWhy => Get();
    public string InviteYou => Get();
    public string InviteThey => Get();
    public string InviteWhen(string text) => Fill([text]);
    public string InviteWithin(long count, string number) => Count(count, [number]);
    public string InviteKept(long count, string number) => Count(count, [number]);
    public string InviteHasBought => Get();
    public string InviteShowCode => Get();
    public string InviteYourCode => Get();
    public string InviteHow => Get();
    public string InviteOver => Get();
    public string InviteBrought => Get();
    public string InviteCameBy => Get();
    public string InviteMore => Get();
    public string InviteUsedOn(string text) => Fill([text]);
    public string InvitePending => Get();
    public string InvitePendingUntil(string text) => Fill([text]);
    public string InviteQualified => Get();
    public string InviteLapsed => Get();
    public string InviteLapsedWhy => Get();
    public string InviteNoOrder => Get();
    public string InviteBoughtBefore => Get();
    public string InviteMemberLeft => Get();
    public string InviteCircle => Get();
    public string InviteGotNothing => Get();
    public string InviteNotGiven => Get();
    public string InviteGetsSoon => Get();
    public string InviteHaveCode => Get();
    public string InviteCode => Get();
    public string InviteGive => Get();
    public string InviteWhoMay => Get();
    public string InviteCodeMissing => Get();
}
