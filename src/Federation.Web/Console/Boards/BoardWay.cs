using Federation.Design;
using Federation.Exchange.V1;

namespace Federation.Web;

/// <summary>A board's way into force, as steps. Pure.</summary>
internal static class BoardWay
{
    /// <param name="board">The board.</param>
    /// <param name="safety">What the guard says of it; not set where that is not known.</param>
    /// <param name="momentText">How a time is written.</param>
    /// <param name="brandOf">What a brand is called.</param>
    /// <param name="t">The reader's texts.</param>
    public static IReadOnlyList<Step> Of(
        Board board, BoardSafety safety, Func<Google.Protobuf.WellKnownTypes.Timestamp, string> momentText,
        Func<string, string> brandOf, WebTexts t)
    {
        var isDraft = board.State is BoardState.Draft;
        var isSafe = !isDraft || safety is BoardSafety.Proven;
        var approval = board.Approvals.FirstOrDefault(a => a.Partner.Length == 0);
        var isApproved = board.State is BoardState.Approved or BoardState.Published or BoardState.Superseded;
        var steps = new List<Step>
        {
            new(t.BoardIsDraft, t.WayRevision(BoardWords.Person(board.Proposer), BoardDrafts.Text(board.Revision)),
                StepState.Done),
            new(t.WayProven, isSafe ? t.WayProvenDone : t.WayProvenNot, isSafe ? StepState.Done : StepState.Now),
            new(t.BoardIsProposed, isDraft ? t.WaySeals
                : t.BoardByAt(BoardWords.Person(board.Proposer), momentText(board.CreateTime)),
                !isDraft ? StepState.Done : isSafe ? StepState.Now : StepState.Later),
            new(t.WayApproved, approval is not null
                ? t.BoardByAt(BoardWords.Person(approval.Approver), momentText(approval.ApproveTime))
                : t.WayApprovedBy(BoardWords.Person(board.Proposer)),
                approval is not null ? StepState.Done : isDraft ? StepState.Later : StepState.Now),
        };
        steps.AddRange(board.Approvals.Where(a => a.Partner.Length > 0).Select(a => new Step(
            t.WayApprovedByBrand(brandOf(a.Partner)),
            t.BoardByAt(BoardWords.Person(a.Approver), momentText(a.ApproveTime)), StepState.Done)));
        steps.AddRange(board.PendingPartners.Select(p => new Step(
            t.WayApprovedByBrand(brandOf(p)), t.WayBrandChanges, isDraft ? StepState.Later : StepState.Now)));
        steps.Add(new Step(
            t.BoardIsPublished, board.PublishTime is { } at ? t.InForceFrom(momentText(at)) : t.WayPublished,
            board.PublishTime is not null ? StepState.Done : isApproved ? StepState.Now : StepState.Later));
        return steps;
    }
}
