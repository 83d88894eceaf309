namespace Federation.Web;

/// <summary>What the portal's pages of cases say.</summary>
public sealed partial class WebTexts
{
    public string CasesPage => Get();
    public string CasesLead => Get();
    public string CasesNone => Get();
    public string CasesNoneWhy => Get();
    public string CaseProgram => Get();
    public string CaseShow => Get();
    public string CaseOpenOnly => Get();
    public string CaseAll => Get();
    public string CaseFound => Get();
    public string CaseStateHead => Get();
    public string CaseHeld => Get();
    public string CaseSince => Get();
    public string CaseDeadline => Get();
    public string CaseIsOpen => Get();
    public string CaseIsForMember => Get();
    public string CaseIsAgainstMember => Get();
    public string CaseIsClosed => Get();
    public string CaseDecided => Get();
    public string CaseDecider => Get();
    public string CaseOrder => Get();
    public string CaseByDeadline => Get();
    public string CaseUntil(string text) => Fill([text]);
    public string CaseForMember => Get();
    public string CaseForMemberWhy => Get();
    public string CaseAgainstMember => Get();
    public string CaseAgainstMemberWhy => Get();
    public string CaseReason => Get();
    public string CaseReasonHint => Get();
    public string CaseReasonMissing => Get();
    public string CaseKindHead => Get();
    public string CaseKindHeld => Get();
    public string CaseKindStar => Get();
    public string CaseKindReturns => Get();
    public string CaseKindRing => Get();
    public string CaseCoins => Get();
    public string CaseEarned => Get();
    public string CaseMembers => Get();
    public string CaseIsCleared => Get();
    public string CaseIsConfirmed => Get();
    public string CaseClear => Get();
    public string CaseClearWhy => Get();
    public string CaseConfirm => Get();
    public string CaseConfirmWhy => Get();
    public string CaseClearedUntil(string text) => Fill([text]);
    public string CaseClearedByDeadline => Get();
    public string CasesNight(string time, string orders, string cases) => Fill([time, orders, cases]);
    public string CasesNoNight => Get();
}
