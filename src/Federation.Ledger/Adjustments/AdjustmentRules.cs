using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Ledger;

/// <summary>What may become of an adjustment. Pure.</summary>
internal static class AdjustmentRules
{
    // As people see them: enough for a day of small favours, whatever a coin is worth, until the brand says more.
    private const long UsualCoins = 500;

    /// <summary>How many units a person may propose a day while the brand has set no limit.</summary>
    /// <param name="scale">The coin's decimal places, 0 to 9.</param>
    public static long UsualLimit(int scale)
    {
        var units = UsualCoins;
        for (var i = 0; i < scale; i++)
            units *= 10;
        return units;
    }

    /// <summary>ADJUSTMENT_LIMIT_EXCEEDED, or null.</summary>
    /// <param name="coin">The coin's id.</param>
    /// <param name="limit">Units a day.</param>
    /// <param name="before">Units that the person proposed on the day besides.</param>
    /// <param name="units">Units to be proposed, or approved.</param>
    public static Refusal? OverLimit(string coin, long limit, long before, long units)
    {
        var remaining = Math.Max(0, limit - before);
        return units <= remaining
            ? null
            : new Refusal(
                ErrorReason.AdjustmentLimitExceeded,
                $"A person may propose {limit} of {ResourceNames.Coin(coin)} a day; of that day's, {remaining} are "
                + $"left, not {units}.")
                .With("limit", limit).With("remaining", remaining);
    }

    /// <summary>Why a proposal cannot be decided; null if it can.</summary>
    public static Refusal? CannotDecide(AdjustmentRow row, DateTimeOffset now)
    {
        if (row.Stage != AdjustmentStage.Proposed)
            return NotProposed(row);
        return row.ExpireTime > now
            ? null
            : new Refusal(
                ErrorReason.AdjustmentExpired, $"{row.Name} waited until {row.ExpireTime:O}; propose it again.");
    }

    public static Refusal NotProposed(AdjustmentRow row) =>
        new Refusal(
            ErrorReason.AdjustmentNotProposed, $"{row.Name} does not wait for a decision any more; read it again.")
            .With("state", row.Stage == AdjustmentStage.Proposed ? "DECIDED" : row.Stage.ToString().ToUpperInvariant());

    public static AdjustmentState StateOf(AdjustmentRow row, DateTimeOffset now) => row.Stage switch
    {
        AdjustmentStage.Proposed => row.ExpireTime > now ? AdjustmentState.Proposed : AdjustmentState.Expired,
        AdjustmentStage.Approved => AdjustmentState.Approved,
        AdjustmentStage.Booked => AdjustmentState.Booked,
        AdjustmentStage.Rejected => AdjustmentState.Rejected,
        AdjustmentStage.Refused => AdjustmentState.Refused,
        _ => throw new InvalidOperationException($"{row.Name} has the stage {row.Stage}, which there is not."),
    };

    /// <param name="row">As kept.</param>
    /// <param name="member">The brand's name of the member.</param>
    /// <param name="now">Alliance time.</param>
    public static Adjustment ToAdjustment(this AdjustmentRow row, string member, DateTimeOffset now) => new()
    {
        Name = row.Name,
        State = StateOf(row, now),
        Member = member,
        Coin = ResourceNames.Coin(row.Coin),
        Units = row.Units,
        ReasonCode = row.ReasonCode,
        Reason = row.Reason,
        ExternalReference = row.ExternalReference ?? "",
        Proposer = row.Proposer,
        ProposeTime = Timestamp.FromDateTimeOffset(row.ProposeTime),
        ExpireTime = Timestamp.FromDateTimeOffset(row.ExpireTime),
        Decider = row.Decider ?? "",
        DecideTime = row.DecideTime is { } decided ? Timestamp.FromDateTimeOffset(decided) : null,
        DecisionReason = row.DecisionReason ?? "",
        Journal = row.JournalId is { } journal ? new JournalId(journal).Name : "",
        RefusalReason = row.RefusalReason ?? "",
    };
}
