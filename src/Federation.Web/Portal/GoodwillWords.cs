using Federation.Design;
using Federation.Ledger.V1;

namespace Federation.Web;

/// <summary>How a proposal of goodwill stands. Pure.</summary>
internal static class GoodwillWords
{
    public static (TagKind Kind, string Text) StateOf(Adjustment adjustment, WebTexts t) => adjustment.State switch
    {
        AdjustmentState.Proposed => (TagKind.Warn, t.StateWaits),
        AdjustmentState.Approved => (TagKind.Accent, t.GoodwillBeingBooked),
        AdjustmentState.Booked => (TagKind.Good, t.StateBooked),
        AdjustmentState.Rejected => (TagKind.Plain, t.StateRejected),
        AdjustmentState.Expired => (TagKind.Plain, t.StateExpired),
        _ => (TagKind.Alarm, t.StateRefused),
    };
}
