using Federation.Rewards.V1;
using Federation.Rules;
using Spectre.Console;

namespace Federation.Cli;

/// <summary>Draws and their winners as tables.</summary>
internal static class DrawTables
{
    public static Table Draws(IEnumerable<Draw> draws)
    {
        var table = Tables.Of("draw", "title", "state", "#tickets", "#price", "coin", "closes", "proof", "overdue");
        foreach (var d in draws)
            table.Row(
                d.Name, Tables.Title(d.Terms.Title), d.State, d.Tickets,
                d.Terms.PriceUnits, d.Terms.Coin, d.Terms.CloseTime, DrawText.ProofOf(d.Proof),
                d.RevealOverdue ? "yes" : "");
        return table;
    }

    public static Table Entry(DrawEntry entry)
    {
        var table = Tables.Of("draw", "member", "#tickets", "#paid", "coin", "entered");
        table.Row(
            entry.Draw, entry.Member, entry.Tickets, entry.Price?.Units ?? 0, entry.Price?.Coin ?? "",
            entry.CreateTime);
        return table;
    }

    public static Table Winners(ListWinnersResponse found)
    {
        var table = Tables.Of("#place", "prize", "#ticket", "pseudonym", "member", "claim", "proof");
        foreach (var w in found.Winners)
            table.Row(
                w.Place, Tables.Title(w.Prize), w.Ticket.Number,
                Convert.ToHexStringLower(w.Ticket.Pseudonym.Span), w.Member,
                w.ClaimState == ClaimState.Unspecified ? "" : Tables.Cell(w.ClaimState),
                DrawText.ProofOf(found.Proof));
        return table;
    }

    public static Table Claimed(DrawWinner winner)
    {
        var table = Tables.Of("#place", "prize", "#ticket", "claimed", "delivery");
        table.Row(
            winner.Place, Tables.Title(winner.Prize), winner.Ticket.Number,
            winner.ClaimTime, winner.Delivery == PrizeDelivery.Unspecified ? "" : Tables.Cell(winner.Delivery));
        return table;
    }

    public static Table Check(PublishedDraw draw, DrawCheck check)
    {
        var table = Tables.Of("what", "result");
        table.Row("draw", draw.Draw);
        table.Row("tickets", draw.Pseudonyms.Count);
        table.Row("commitment", Words(check.CommitmentHolds));
        table.Row("root", Words(check.RootHolds));
        table.Row("winners", Words(check.WinnersHold));
        if (draw.Rounds.Count > 0)
            table.Row("claims", Words(check.ClaimsHold));
        table.Row("public value", draw.PublicValueName.Length > 0 ? draw.PublicValueName : "none was announced");
        table.Row("the draw is", VerdictOf(check));
        return table;
    }

    public static string VerdictOf(DrawCheck check)
    {
        if (check.Proves)
            return "proven";
        return check.Holds ? "partly proven: there is no public value" : "not what follows from the file";
    }

    private static string Words(bool holds) => holds ? "holds" : "does not hold";
}
