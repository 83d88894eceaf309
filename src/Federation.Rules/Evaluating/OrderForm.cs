using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>Whether an order can be evaluated.</summary>
public static class OrderForm
{
    public const int MostLines = 500;
    public const int MostUnits = 10_000;

    private const int LongestName = 64;
    private const int MostMarks = 16;
    private const long MostPrice = 1_000_000_000_000;

    /// <summary>What is wrong with it; nothing if it is of good form.</summary>
    /// <param name="order">The order.</param>
    /// <param name="terms">The rule set by which it is to be evaluated.</param>
    public static IEnumerable<FieldProblem> Check(Order order, RuleSetTerms terms)
    {
        if (!IsName(order.Source))
            yield return new("source", $"1 to {LongestName} printable ASCII characters.");
        if (!IsName(order.EventId))
            yield return new("event_id", $"1 to {LongestName} printable ASCII characters.");
        if (order.OrderTime is null)
            yield return new("order_time", "Say when it was placed.");
        if (order.Lines.Count is < 1 or > MostLines)
            yield return new("lines", $"1 to {MostLines} lines.");
        foreach (var problem in order.Lines.Take(MostLines).SelectMany((line, i) => OfLine(line, $"lines[{i}]", terms)))
            yield return problem;
        if (order.Lines.DistinctBy(l => l.Number).Count() < order.Lines.Count)
            yield return new("lines", "Two lines have one number.");
        if (order.Lines.Sum(l => (long)l.Quantity) > MostUnits)
            yield return new("lines", $"At most {MostUnits} units of goods.");
        if (order.Lines.Aggregate(Int128.Zero, (sum, l) => sum + ((Int128)l.Quantity * Price(l))) > Units.MaxCommand)
            yield return new("lines", "Worth at most 10^15 minor units.");
        if (order.DeliveryMinorUnits is < 0 or > MostPrice)
            yield return new("delivery_minor_units", "0 to 10^12.");
        if (order.Codes.Count > MostMarks || order.Codes.Any(c => !IsName(c)))
            yield return new("codes", $"At most {MostMarks} codes of 1 to {LongestName} printable ASCII characters.");
        if (order.PayerHash.Length is not (0 or 32))
            yield return new("payer_hash", "32 bytes, or none.");
        if (order.DeviceHash.Length is not (0 or 32))
            yield return new("device_hash", "32 bytes, or none.");
        if (order.Employee.Length > 0 && !IsName(order.Employee))
            yield return new("employee", $"1 to {LongestName} printable ASCII characters, or none.");
        foreach (var problem in order.Tenders.SelectMany((tender, i) => OfTender(tender, $"tenders[{i}]", terms)))
            yield return problem;
        if (order.Tenders.Count > MostMarks)
            yield return new("tenders", $"At most {MostMarks} tenders.");
    }

    private static IEnumerable<FieldProblem> OfLine(OrderLine line, string at, RuleSetTerms terms)
    {
        if (line.Number is < 1 or > 1_000_000)
            yield return new(at + ".number", "1 to 1000000.");
        if (line.Sku.Length is < 1 or > LongestName)
            yield return new(at + ".sku", $"1 to {LongestName} characters.");
        if (line.Categories.Count > MostMarks)
            yield return new(at + ".categories", $"At most {MostMarks}.");
        if (terms.Categories.Count > 0
            && line.Categories.FirstOrDefault(c => !terms.Categories.Contains(c)) is { } other)
            yield return new(at + ".categories", $"'{other}' is no category of this programme.");
        if (line.Tags.Count > MostMarks)
            yield return new(at + ".tags", $"At most {MostMarks}.");
        if (line.Quantity is < 1 or > MostUnits)
            yield return new(at + ".quantity", $"1 to {MostUnits}.");
        if (line.ListMinorUnits is < 0 or > MostPrice)
            yield return new(at + ".list_minor_units", "0 to 10^12.");
        if (line.HasUnitMinorUnits && line.UnitMinorUnits is < 0 or > MostPrice)
            yield return new(at + ".unit_minor_units", "0 to 10^12.");
    }

    private static IEnumerable<FieldProblem> OfTender(Tender tender, string at, RuleSetTerms terms)
    {
        if (tender.Kind == TenderKind.Unspecified)
            yield return new(at + ".kind", "Say what it is.");
        if (tender.MinorUnits is < 1 or > Units.MaxCommand)
            yield return new(at + ".minor_units", "1 to 10^15.");
        if ((tender.Kind == TenderKind.Coins) != (tender.CoinUnits > 0))
            yield return new(at + ".coin_units", "1 or more for COINS; otherwise 0.");
        if ((tender.Kind == TenderKind.Exchange) != (tender.Exchange.Length > 0))
            yield return new(at + ".exchange", "The payment for EXCHANGE; otherwise empty.");
        if (tender.Kind == TenderKind.Coins && !IsWholeSteps(tender, terms.CoinPayment))
            yield return new(at + ".coin_units", terms.CoinPayment is { } payment
                ? $"Whole steps of {payment.Units} coins for {payment.MinorUnits} minor units each, at least "
                    + $"{payment.MinimumUnits} coins."
                : "This programme takes no coins as payment.");
    }

    private static bool IsWholeSteps(Tender tender, CoinPayment? terms) => terms is not null
        && tender.CoinUnits % terms.Units == 0 && tender.CoinUnits >= terms.MinimumUnits
        && (Int128)(tender.CoinUnits / terms.Units) * terms.MinorUnits == tender.MinorUnits;

    private static long Price(OrderLine line) =>
        Math.Max(line.ListMinorUnits, line.HasUnitMinorUnits ? line.UnitMinorUnits : 0);

    private static bool IsName(string text) =>
        text.Length is >= 1 and <= LongestName && text.All(c => c is > ' ' and <= '~');
}
