using Federation.Programs.V1;

namespace Federation.Programs;

/// <summary>Sums of what came back of an order. Pure.</summary>
internal static class OrderBacks
{
    /// <summary>What is in the later sum and not in the earlier one.</summary>
    public static OrderBack Difference(OrderBack? earlier, OrderBack? later)
    {
        var (before, after) = (earlier ?? new OrderBack(), later ?? new OrderBack());
        var difference = new OrderBack { MinorUnits = after.MinorUnits - before.MinorUnits };
        foreach (var line in after.Lines)
            Add(difference, line, line.Quantity - before.QuantityOf(line.Number));
        foreach (var tender in after.Tenders)
        {
            var back = before.TenderOf(tender.Place);
            var (money, coins) = (tender.MinorUnits - back.MinorUnits, tender.CoinUnits - back.CoinUnits);
            if (money > 0 || coins > 0)
                difference.Tenders.Add(new TenderBack(tender) { MinorUnits = money, CoinUnits = coins });
        }
        foreach (var award in after.Awards)
            if (award.Units - before.CoinsOf(award.Place) is > 0 and var units)
                difference.Awards.Add(new AwardBack(award) { Units = units });
        difference.CouponsGivenBack.AddRange(after.CouponsGivenBack.Except(before.CouponsGivenBack));
        difference.CouponsVoided.AddRange(after.CouponsVoided.Except(before.CouponsVoided));
        difference.CouponsOwed.AddRange(after.CouponsOwed.Except(before.CouponsOwed));
        difference.TierGrantsRevoked.AddRange(after.TierGrantsRevoked.Except(before.TierGrantsRevoked));
        difference.TicketsVoided.AddRange(TicketPlans.Difference(before.TicketsVoided, after.TicketsVoided));
        difference.TicketsOwed.AddRange(TicketPlans.Difference(before.TicketsOwed, after.TicketsOwed));
        return difference;
    }

    private static void Add(OrderBack back, ReturnedLine line, int quantity)
    {
        if (quantity > 0)
            back.Lines.Add(new ReturnedLine { Number = line.Number, Quantity = quantity });
    }

    /// <summary>The returned units of a line.</summary>
    public static int QuantityOf(this OrderBack back, int line) =>
        back.Lines.FirstOrDefault(l => l.Number == line)?.Quantity ?? 0;

    /// <summary>What was paid back to a tender.</summary>
    public static TenderBack TenderOf(this OrderBack back, int place) =>
        back.Tenders.FirstOrDefault(t => t.Place == place) ?? new TenderBack();

    /// <summary>The coins of an award that were taken back.</summary>
    public static long CoinsOf(this OrderBack back, int place) =>
        back.Awards.FirstOrDefault(a => a.Place == place)?.Units ?? 0;

    /// <summary>The returned units by line.</summary>
    public static Dictionary<int, int> ByLine(this OrderBack back) =>
        back.Lines.ToDictionary(l => l.Number, l => l.Quantity);
}
