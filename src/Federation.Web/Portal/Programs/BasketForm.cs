using System.Globalization;
using Federation.Programs.V1;

namespace Federation.Web;

/// <summary>A basket as people type it into a table. Pure.</summary>
/// <param name="Lines">The lines that were typed.</param>
/// <param name="Bad">The rows that are no lines.</param>
internal sealed record BasketForm(IReadOnlyList<OrderLine> Lines, IReadOnlyList<int> Bad)
{
    public const int Rows = 6;
    public const string Sku = "sku";
    public const string Category = "category";
    public const string Quantity = "quantity";
    public const string Price = "price";

    /// <param name="sent">What was typed into a field: its name and the row's number.</param>
    /// <param name="scale">How many decimals the currency has.</param>
    public static BasketForm Read(Func<string, string> sent, int scale)
    {
        var (lines, bad) = (new List<OrderLine>(), new List<int>());
        for (var row = 1; row <= Rows; row++)
        {
            var (sku, category, quantity, price) =
                (sent(Sku + row), sent(Category + row), sent(Quantity + row), sent(Price + row));
            if (sku.Length + category.Length + quantity.Length + price.Length == 0)
                continue;
            if (sku.Length is 0 or > 64 || !AmountText.TryRead(price, scale, out var units)
                || !int.TryParse(quantity, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count < 1)
            {
                bad.Add(row);
                continue;
            }
            var line = new OrderLine { Number = row, Sku = sku, Quantity = count, ListMinorUnits = units };
            if (category.Length > 0)
                line.Categories.Add(category);
            lines.Add(line);
        }
        return new BasketForm(lines, bad);
    }
}
