using System.Globalization;
using Federation.Programs.V1;

namespace Federation.Cli;

/// <summary>Purchases of a sheet as orders: each row is a line of goods, and rows with one number are one
/// order.</summary>
/// <param name="source">The brand's system that the numbers are of.</param>
/// <param name="merchant">Where it was where the sheet does not say; empty: it must.</param>
/// <param name="brand">The brand's id.</param>
/// <param name="currency">The currency of the prices.</param>
/// <param name="times">How times are read.</param>
internal sealed class PurchaseSheet(string source, string merchant, string brand, string currency, SheetTimes times)
{
    private static readonly string[] OfTheOrder = ["time", "member", "merchant", "delivery"];

    public static SheetColumns Columns { get; } = new(
        ["number", "time", "sku", "price"], ["member", "merchant", "quantity", "categories", "tags", "delivery"]);

    /// <summary>The order of its rows. Its member is as the sheet says it.</summary>
    /// <exception cref="BadInputException">A cell is not right.</exception>
    public Order OrderOf(IReadOnlyList<SheetRow> rows)
    {
        var first = rows[0];
        if (first["number"].Length == 0)
            throw new BadInputException("number: it is empty.");
        foreach (var column in OfTheOrder)
            if (rows.FirstOrDefault(r => r[column] != first[column]) is { } other)
                throw new BadInputException($"{column}: row {other.Number} of the same order says something else.");
        var order = new Order
        {
            Source = source,
            EventId = first["number"],
            Member = first["member"],
            Merchant = MerchantOf(first["merchant"]),
            OrderTime = times.Parse(first["time"]),
            DeliveryMinorUnits = first["delivery"] is { Length: > 0 } delivery ? Money(delivery, "delivery") : 0,
        };
        foreach (var row in rows)
            order.Lines.Add(new OrderLine
            {
                Number = order.Lines.Count + 1,
                Sku = row["sku"],
                Quantity = row["quantity"] is { Length: > 0 } quantity ? Whole(quantity) : 1,
                ListMinorUnits = Money(row["price"], "price"),
                Categories = { Parts(row["categories"]) },
                Tags = { Parts(row["tags"]) },
            });
        return order;
    }

    private string MerchantOf(string said)
    {
        var id = said.Length > 0 ? said : merchant;
        return id.Length == 0 ? throw new BadInputException("merchant: say it in the sheet, or --merchant.")
            : id.Contains('/', StringComparison.Ordinal) ? id
            : ResourceNames.Merchant(brand, id);
    }

    private static string[] Parts(string cell) =>
        cell.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static int Whole(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new BadInputException($"quantity: '{text}' is no whole number.");

    private long Money(string text, string column)
    {
        var digits = Currencies.DigitsOf(currency);
        var one = Enumerable.Repeat(10m, digits).Aggregate(1m, (product, ten) => product * ten);
        return decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var money)
            && money <= 1_000_000_000_000m && money * one == decimal.Truncate(money * one)
            ? (long)(money * one)
            : throw new BadInputException(
                $"{column}: '{text}' is no sum of {currency} with at most {digits} decimals, for instance 45.50.");
    }
}
