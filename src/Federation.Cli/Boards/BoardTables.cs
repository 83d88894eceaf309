using Federation.Exchange.V1;
using Google.Protobuf.Collections;
using Spectre.Console;

namespace Federation.Cli;

/// <summary>Boards, and what is known of them, as tables.</summary>
internal static class BoardTables
{
    public static Table List(IEnumerable<Board> boards)
    {
        var table = Tables.Of(
            "board", "state", "#fee (bp)", "#coins", "#pairs", "#deviate", "proposer", "approver", "in force from");
        foreach (var b in boards)
            table.Row(b.Name, b.State, b.FeeBasisPoints, b.Values.Count, b.PairCount, b.DeviationCount, b.Proposer,
                b.Approver, b.PublishTime);
        return table;
    }

    /// <summary>A board: its terms, values, pairs, what deviates, and who approved it.</summary>
    public static IEnumerable<Table> Of(Board board)
    {
        yield return Terms(board);
        var values = Tables.Of("coin", "#on-value (units)", "#off-value (units)");
        foreach (var v in board.Values)
            values.Row(v.Coin, v.OnValueUnits, v.OffValueUnits);
        yield return values;
        if (board.Pairs.Count > 0)
            yield return Pairs(board.Pairs);
        if (board.Deviations.Count > 0)
            yield return Deviations(board.Deviations, board.DeviationCount);
        if (board.Approvals.Count > 0)
            yield return Approvals(board.Approvals);
    }

    public static Table Publications(IEnumerable<BoardPublication> publications)
    {
        var table = Tables.Of("#number", "board", "in force from", "asked for at", "publisher", "reason");
        foreach (var p in publications)
            table.Row(p.Sequence, p.Board, p.PublishTime, p.CreateTime, p.Publisher, p.Reason);
        return table;
    }

    public static Table Differences(DiffBoardsRequest asked, IEnumerable<BoardDifference> differences)
    {
        var table = Tables.Of("what", "coin", "target", "#" + asked.From, "#" + asked.To);
        foreach (var d in differences)
            table.Row(d.Field, d.Coin, d.Target, d.From, d.To);
        return table;
    }

    /// <summary>What the guard says of a board.</summary>
    public static IEnumerable<Table> Check(CheckBoardResponse check)
    {
        yield return Tables.Of("safety", "says").Row(check.Safety, Says(check));
        if (check.Prices.Count > 0)
        {
            var prices = Tables.Of("coin", "#price at which no conversion gains");
            foreach (var p in check.Prices)
                prices.Row(p.Coin, p.Price);
            yield return prices;
        }
        if (check.Deviations.Count > 0)
            yield return Deviations(check.Deviations, check.Deviations.Count);
    }

    public static IEnumerable<Table> WhatIf(WhatIfResult result, SettlementMoney money)
    {
        var partners =
            Tables.Of("brand", "#given", "#taken", "#paid then", "#paid now", "#got then", "#got now", "#gain");
        foreach (var p in result.Partners)
            partners.Row(p.Partner, p.Given, p.Taken, money.Cell(p.PaidBeforeUnits), money.Cell(p.PaidAfterUnits),
                money.Cell(p.ReceivedBeforeUnits), money.Cell(p.ReceivedAfterUnits), money.Cell(p.GainUnits));
        partners.Row("the alliance: fees", null, null, null, null, money.Cell(result.FeeBeforeUnits),
            money.Cell(result.FeeAfterUnits),
            money.Cell(result.FeeAfterUnits - result.FeeBeforeUnits));
        partners.Row("the alliance: rounding", null, null, null, null, money.Cell(result.RoundingBeforeUnits),
            money.Cell(result.RoundingAfterUnits),
            money.Cell(result.RoundingAfterUnits - result.RoundingBeforeUnits));
        yield return partners.Caption(new TableTitle(
            $"{Tables.Cell(result.Exchanges)} exchanges from {Tables.Cell(result.FromTime)} to "
            + $"{Tables.Cell(result.ToTime)}, in "
            + $"{money.Currency}; the board would have refused {Tables.Cell(result.Refused)}."));
        var coins = Tables.Of("coin", "#given then", "#given now", "#change of liability");
        foreach (var c in result.Coins)
            coins.Row(c.Coin, c.GivenBeforeUnits, c.GivenAfterUnits, c.LiabilityUnits);
        yield return coins;
    }

    private static Table Terms(Board board)
    {
        var table = Tables.Of("board", "state", "currency", "#fee (bp)", "#fixed fee (units)", "#minimum", "#maximum",
            "#pairs", "in force from");
        table.Row(board.Name, board.State, board.Currency, board.FeeBasisPoints, board.FeeFixedUnits,
            Limit(board.MinimumUnits),
            Limit(board.MaximumUnits), board.PairCount, board.PublishTime);
        return board.PendingPartners.Count == 0
            ? table
            : table.Caption(
                new TableTitle("Waits for the approval of " + string.Join(", ", board.PendingPartners) + "."));
    }

    private static Table Pairs(IEnumerable<PairTerms> pairs)
    {
        var table =
            Tables.Of("source", "target", "#on-value (units)", "#off-value (units)", "#fee (bp)", "#fixed fee (units)",
            "#minimum", "#maximum");
        foreach (var p in pairs)
            table.Row(
                p.Source, p.Target, p.Values?.OnValueUnits, p.Values?.OffValueUnits, p.Fee?.BasisPoints,
                p.Fee?.FixedUnits,
                p.Limits?.MinimumUnits, p.Limits?.MaximumUnits);
        return table;
    }

    private static Table Deviations(RepeatedField<BoardDeviation> deviations, int count)
    {
        var table = Tables.Of("what deviates", "coin", "target", "#expected", "#found");
        foreach (var d in deviations)
            table.Row(d.Kind, d.Coin, d.Target, d.Expected, d.Found);
        return count > deviations.Count
            ? table.Caption(new TableTitle($"The first {Tables.Cell(deviations.Count)} of {Tables.Cell(count)}."))
            : table;
    }

    private static Table Approvals(IEnumerable<BoardApproval> approvals)
    {
        var table = Tables.Of("approved by", "for", "at", "reason");
        foreach (var a in approvals)
            table.Row(a.Approver, a.Partner.Length == 0 ? "the alliance" : a.Partner, a.ApproveTime, a.Reason);
        return table;
    }

    private static string Gain(GainingCycle cycle)
    {
        var coins = cycle.Coins.Select(ResourceText.IdOf).ToList();
        return $"{string.Join(" -> ", coins.Append(coins[0]))} returns {cycle.Product} of what it takes"
            + (cycle.HasProfitableUnits ? $", for instance from {Tables.Cell(cycle.ProfitableUnits)} {coins[0]} on."
                : ".");
    }

    private static string Says(CheckBoardResponse check) => check.Safety switch
    {
        BoardSafety.Proven when check.Deviations.Count > 0 =>
            $"No sequence of conversions gains; {Tables.Cell(check.Deviations.Count)} numbers deviate from "
            + $"{Other(check)} "
            + $"by more than {Band(check)}.",
        BoardSafety.Proven =>
            $"No sequence of conversions gains, and nothing deviates from {Other(check)} by more than {Band(check)}.",
        BoardSafety.Gains => Gain(check.Cycle),
        _ => "Too close to a gain to tell; widen the spread or the fee.",
    };

    private static string Other(CheckBoardResponse check) =>
        check.ComparedWith.Length == 0 ? "itself" : check.ComparedWith;

    private static string Band(CheckBoardResponse check) =>
        (check.BandBasisPoints / 100m).ToString("0.##", System.Globalization.CultureInfo.InvariantCulture) + " %";

    private static long? Limit(long units) => units == 0 ? null : units;
}
