using Federation.Programs.V1;
using Federation.Rules;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Programs;

/// <summary>A case as it is shown. Pure.</summary>
internal static class ShownCase
{
    /// <param name="row">A case that was found at night.</param>
    /// <param name="history">As it stands.</param>
    public static Case Of(CaseRow row, FoundCaseHistory history)
    {
        var found = FoundCase.Parser.ParseFrom(row.Content);
        return new Case
        {
            Name = row.Name,
            Kind = row.Kind,
            State = history.Standing.State,
            Signals = { found.Signals },
            Members = { found.Members },
            Coins = { found.Coins },
            CreateTime = row.CreateTime.ToTimestamp(),
            Deadline = history.Standing.Deadline,
            Reason = history.Standing.Reason,
            Decider = history.Standing.Decider,
            DecideTime = history.Standing.DecideTime,
        };
    }

    /// <param name="row">The case of an order.</param>
    /// <param name="history">Its order, with a case.</param>
    /// <param name="record">The order's decision.</param>
    /// <param name="terms">The rule set that decided.</param>
    public static Case Of(CaseRow row, OrderHistory history, EvaluationRecord record, RuleSetTerms terms)
    {
        var held = history.Now.OrderCase;
        var shown = new Case
        {
            Name = row.Name,
            Kind = CaseKind.HeldOrder,
            State = held.State,
            Order = history.Order.ToString(),
            Members = { record.Order.Member },
            CreateTime = row.CreateTime.ToTimestamp(),
            Deadline = held.Deadline,
            Reason = held.Reason,
            Decider = held.Decider,
            DecideTime = held.DecideTime,
        };
        shown.Signals.AddRange(record.Result.Risks.Select(r => Words.Of(r, terms)));
        shown.Coins.AddRange(CorrectedClawbacks.LeftOf(record.Result, history.Now.Back).Where(c => c.Value > 0)
            .OrderBy(c => c.Key, StringComparer.Ordinal)
            .Select(c => new CoinSum { Coin = c.Key, Units = c.Value }));
        return shown;
    }
}
