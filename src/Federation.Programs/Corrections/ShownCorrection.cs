using Federation.Programs.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Programs;

/// <summary>Corrections and their lines as they are shown. Pure.</summary>
internal static class ShownCorrection
{
    /// <summary>Without its sums.</summary>
    /// <param name="row">The correction.</param>
    /// <param name="done">How many lines are done.</param>
    public static Correction Of(CorrectionRow row, long done) => new()
    {
        Name = row.Name.ToString(),
        RuleSet = new RuleSetId(row.Program, row.RuleSet).ToString(),
        FromTime = row.FromTime.ToTimestamp(),
        ToTime = row.ToTime.ToTimestamp(),
        ReasonCode = row.ReasonCode,
        Reason = row.Reason,
        State = row.State,
        Digest = ByteString.CopyFrom(row.Digest),
        Proposer = row.Proposer,
        CreateTime = row.CreateTime.ToTimestamp(),
        Decider = row.Decider,
        DecideTime = row.DecideTime?.ToTimestamp(),
        DecisionReason = row.DecisionReason,
        Orders = row.Orders,
        UnearnedOrders = row.UnearnedOrders,
        UnknownOrders = row.UnknownOrders,
        Lines = row.Lines,
        DoneLines = done,
    };

    public static CorrectionLine Of(CorrectionLineRow row)
    {
        var line = Proposed(row);
        line.State = row.State;
        line.PostedUnits = row.Posted;
        line.RefusalReason = row.RefusalReason;
        line.Journal = row.Journal is { } journal ? new JournalId(journal).Name : "";
        return line;
    }

    /// <summary>As it was proposed, whatever became of it.</summary>
    public static CorrectionLine Proposed(CorrectionLineRow row) => new()
    {
        Number = row.Line,
        Member = ResourceNames.Members + row.Member.ToString("D"),
        Coin = ResourceNames.Coin(row.Coin),
        Orders = row.Orders,
        EarnedUnits = row.Earned,
        DueUnits = row.Due,
        DifferenceUnits = row.Difference,
    };
}
