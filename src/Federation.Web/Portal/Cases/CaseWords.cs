using Federation.Design;
using Federation.Programs.V1;

namespace Federation.Web;

/// <summary>How a case stands, and what it is called. Pure.</summary>
internal static class CaseWords
{
    public static (TagKind Kind, string Text) StateOf(CaseState state, WebTexts t) => state switch
    {
        CaseState.Open => (TagKind.Warn, t.CaseIsOpen),
        CaseState.ForMember => (TagKind.Good, t.CaseIsForMember),
        CaseState.AgainstMember => (TagKind.Alarm, t.CaseIsAgainstMember),
        CaseState.Cleared => (TagKind.Good, t.CaseIsCleared),
        CaseState.Confirmed => (TagKind.Alarm, t.CaseIsConfirmed),
        _ => (TagKind.Plain, t.CaseIsClosed),
    };

    /// <summary>What it is about.</summary>
    public static string KindOf(CaseKind kind, WebTexts t) => kind switch
    {
        CaseKind.Star => t.CaseKindStar,
        CaseKind.Returns => t.CaseKindReturns,
        CaseKind.ReferralRing => t.CaseKindRing,
        _ => t.CaseKindHeld,
    };

    /// <summary>What was found first.</summary>
    public static string TitleOf(Case one, WebTexts t, Language language) => one.Signals.Count == 0
        ? t.CasesPage : Words.TitleOf(one.Signals[0], t.CasesPage, language);
}
