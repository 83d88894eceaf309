using Federation.Programs.V1;

namespace Federation.Cli.Tests;

/// <summary>Sheets of members and purchases: what is read, and what is wrong with them.</summary>
public sealed class SheetTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("federation-sheet-").FullName;

    public static TheoryData<string, string, string> Wrong => new()
    {
        { "a.csv", "", "has no rows" },
        { "a.csv", "number,time,sku,price\n", "has no rows" },
        { "a.csv", "number,time,sku\n1,2,3\n", "line 1 lacks the column price" },
        { "a.csv", "number,time,sku,price,colour\n", "line 1 has 'colour', which is none of number, time, sku, price" },
        { "a.csv", "number,time,sku,price,price\n", "has price twice" },
        { "a.csv", "number,time,sku,price\n1,2,3\n", "line 2 has 3 cells, and the header 4" },
        { "a.csv", "number,time,sku,price\n1,2,\"3,4\n", "begins a quoted field that never ends" },
        { "a.json", "{}", "is not the beginning of an array" },
        { "a.json", "[1]", "item 1 is no object" },
        { "a.json", "[{\"number\":1,\"time\":\"2\",\"sku\":[],\"price\":1}]", "neither a text nor a number" },
        { "a.json", "[{\"number\":1,\"number\":2}]", "says number twice" },
        { "a.json", "[{\"number\":1}]", "item 1 lacks the column time; lacks the column sku" },
        { "a.json", "[", "is not JSON" },
    };

    /// <summary>Cells of a purchase and what is wrong with them; times are of Shanghai, prices in yuan.</summary>
    public static TheoryData<string, string, string> Cells => new()
    {
        { "price", "1.234", "at most 2 decimals" },
        { "price", "-1", "is no sum of CNY" },
        { "price", "1,5", "is no sum of CNY" },
        { "price", "", "is no sum of CNY" },
        { "quantity", "1.5", "is no whole number" },
        { "time", "1 May 2026", "is not of the form" },
        { "time", "2026-02-30", "is not of the form" },
        { "delivery", "x", "is no sum of CNY" },
        { "number", "", "is empty" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Read_OfWhatIsNoSheet_SaysWhere(string name, string text, string says)
    {
        var refused = Assert.Throws<BadInputException>(() => Read(name, text));
        Assert.StartsWith(name, refused.Message, StringComparison.Ordinal);
        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
    }

    /// <summary>Both forms say the same; a text that a spreadsheet was kept from taking for a formula is
    /// itself.</summary>
    [Fact]
    public void Read_OfCsvAndJson_IsTheSame()
    {
        const string csv = "\uFEFFsku,number,price,time\r\n\"'=tea, green\", 7 ,45.50,2026-05-01\r\n";
        const string json = """[{"sku":"=tea, green","number":7,"price":45.50,"time":"2026-05-01"}]""";
        foreach (var sheet in new[] { Read("a.csv", csv), Read("a.json", json) })
        {
            var order = OrderOf(sheet.Rows);
            Assert.Equal(
                ("7", "=tea, green", 45_50L, 1), (order.EventId, order.Lines[0].Sku, order.Lines[0].ListMinorUnits,
                    order.Lines[0].Quantity));
            Assert.Equal("\"2026-04-30T16:00:00Z\"", order.OrderTime.ToString());
        }
    }

    [Fact]
    public void Rows_WithOneNumber_AreOneOrder()
    {
        var rows = Read("a.csv", """
            number,time,member,sku,price,quantity,categories,tags,delivery
            7,2026-05-01 08:30,ann,tea,45.5,2,drinks; hot,prime,6
            7,2026-05-01 08:30,ann,cup,10,,,,6
            """).Rows;
        var order = OrderOf(rows);
        Assert.Equal(
            ("sheet", "ann", "partners/aster/merchants/till", 6_00L),
            (order.Source, order.Member, order.Merchant, order.DeliveryMinorUnits));
        Assert.Equal([(1, 2, 45_50L), (2, 1, 10_00L)], order.Lines.Select(
            l => (l.Number, l.Quantity, l.ListMinorUnits)));
        Assert.Equal(["drinks", "hot"], order.Lines[0].Categories);
        Assert.Equal(["prime"], order.Lines[0].Tags);

        var other = new SheetRow(9, new Dictionary<string, string>(rows[1].Cells) { ["member"] = "bob" });
        Assert.Contains(
            "row 9 of the same order", Assert.Throws<BadInputException>(() => OrderOf([rows[0], other])).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Cell_ThatIsNotRight_IsNamed(string column, string text, string says)
    {
        var cells = new Dictionary<string, string>
        {
            ["number"] = "7",
            ["time"] = "2026-05-01",
            ["sku"] = "tea",
            ["price"] = "1",
            [column] = text,
        };
        var refused = Assert.Throws<BadInputException>(() => OrderOf([new SheetRow(2, cells)]));
        Assert.StartsWith(column + ":", refused.Message, StringComparison.Ordinal);
        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
    }

    /// <summary>The clock in London shows 1:30 twice on 25 October 2026, and never on 29 March.</summary>
    [Theory]
    [InlineData("2026-10-25 01:30", null)]
    [InlineData("2026-03-29 01:30", null)]
    [InlineData("2026-10-25T01:30:00+00:00", "2026-10-25T01:30:00Z")]
    [InlineData("2026-10-25T01:30:00Z", "2026-10-25T01:30:00Z")]
    [InlineData("2026-07-01 01:30", "2026-07-01T00:30:00Z")]
    public void Time_ShownTwiceOrNever_NeedsItsOffset(string text, string? expected)
    {
        var times = new SheetTimes("Europe/London");
        if (expected is not null)
            Assert.Equal($"\"{expected}\"", times.Parse(text).ToString());
        else
            Assert.Contains(
                "never or twice", Assert.Throws<BadInputException>(() => times.Parse(text)).Message,
                StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static Order OrderOf(IReadOnlyList<SheetRow> rows) => new PurchaseSheet(
        "sheet", "till", "aster", "CNY", new SheetTimes("Asia/Shanghai")).OrderOf(rows);

    private Sheet Read(string name, string text)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        return Sheet.Read(path, PurchaseSheet.Columns);
    }
}
