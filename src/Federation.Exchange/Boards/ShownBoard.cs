using Federation.Exchange.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Exchange;

/// <summary>A board as it is shown.</summary>
/// <param name="Board">The board.</param>
/// <param name="PublishTime">Of its last publication, if it has one.</param>
/// <param name="InForce">The number of the board that is in force, if one is.</param>
/// <param name="Now">Alliance time.</param>
internal sealed record ShownBoard(BoardRecord Board, DateTimeOffset? PublishTime, long? InForce, DateTimeOffset Now)
{
    public BoardState State => this switch
    {
        { Board.IsDraft: true } => BoardState.Draft,
        { PublishTime: { } published } when published <= Now && InForce != Board.Number => BoardState.Superseded,
        { PublishTime: not null } => BoardState.Published,
        { Board.IsApproved: true } => BoardState.Approved,
        _ => BoardState.Proposed,
    };

    /// <param name="withPairs">Whether the pairs are listed too: up to 40,000.</param>
    public Board ToMessage(bool withPairs = false)
    {
        var message = new Board
        {
            Name = BoardNames.Of(Board.Number),
            FeeBasisPoints = Board.FeeBasisPoints,
            FeeFixedUnits = Board.FeeFixedUnits,
            MinimumUnits = Board.MinimumUnits,
            MaximumUnits = Board.MaximumUnits,
            Currency = Board.Currency,
            State = State,
            Proposer = Board.Proposer,
            Approver = Board.Approvals.Find(a => a.PartnerId.Length == 0)?.Approver ?? "",
            CreateTime = Board.CreateTime.ToTimestamp(),
            PublishTime = PublishTime?.ToTimestamp(),
            Revision = Board.Revision,
            PairCount = Board.CountPairs(),
        };
        message.Values.AddRange(Board.ToValues());
        if (withPairs)
            message.Pairs.AddRange(Board.ToPairs().Pairs);
        message.MergeFrom(Board.Findings);
        message.Approvals.AddRange(
            Board.Approvals.OrderBy(a => a.ApproveTime).ThenBy(a => a.PartnerId, StringComparer.Ordinal)
            .Select(a => new BoardApproval
            {
                Approver = a.Approver,
                Partner = a.PartnerId.Length == 0 ? "" : ResourceNames.Partner(a.PartnerId),
                Reason = a.Reason,
                ApproveTime = a.ApproveTime.ToTimestamp(),
            }));
        message.PendingPartners.Clear();
        message.PendingPartners.AddRange(Board.PendingPartners().Select(ResourceNames.Partner));
        return message;
    }
}
