using Federation.Exchange.V1;

namespace Federation.Cli.Tests;

public sealed class BoardFileTests
{
    private const string Header =
        "kind,source,target,on_value_units,off_value_units,"
        + "fee_basis_points,fee_fixed_units,minimum_units,maximum_units\n";
    private const string Board = "board,,,,,100,0,0,0\n";

    private static readonly BoardTerms Whole = new()
    {
        FeeBasisPoints = 100,
        FeeFixedUnits = 7,
        MinimumUnits = 1,
        MaximumUnits = 1L << 62,
        Values =
        {
            new CoinValue { Coin = "coins/aster", OnValueUnits = 100, OffValueUnits = 90 },
            new CoinValue { Coin = "coins/birch", OnValueUnits = 1L << 40, OffValueUnits = 1 },
        },
        Pairs =
        {
            new PairTerms { Source = "coins/aster", Target = "coins/birch",
                Values = new() { OnValueUnits = 5, OffValueUnits = 4 } },
            new PairTerms { Source = "coins/birch", Target = "coins/aster", Fee = new(),
                Limits = new() { MinimumUnits = 3 } },
        },
    };

    [Fact]
    public void Terms_WrittenAndRead_AreTheSame()
    {
        Assert.Equal(Whole, BoardFile.FromCsv(BoardFile.ToCsv(Whole), "board.csv"));
        Assert.Equal(Whole, BoardFile.FromJson(BoardFile.ToJson(Whole), "board.json"));
    }

    [Fact]
    public void Csv_IsWhatPeopleRead() => Assert.Equal(
        Header
        + "board,,,,,100,7,1,4611686018427387904\n"
        + "coin,aster,,100,90,,,,\n"
        + "coin,birch,,1099511627776,1,,,,\n"
        + "pair,aster,birch,5,4,,,,\n"
        + "pair,birch,aster,,,0,0,3,0\n",
        BoardFile.ToCsv(Whole));

    /// <summary>As spreadsheets write it, with a mark of byte order and their own ends of lines.</summary>
    [Fact]
    public void Csv_OfASpreadsheet_IsRead()
    {
        var text = "\uFEFF" + (Header + Board + "coin,\"aster\",,100,90,,,,\n")
            .Replace("\n", "\r\n", StringComparison.Ordinal);
        Assert.Equal(100, Assert.Single(BoardFile.FromCsv(text, "board.csv").Values).OnValueUnits);
    }

    [Theory]
    [InlineData("", "board.csv is empty")]
    [InlineData("coin,aster,,100,90,,,,\n", "line 1, must be the heading")]
    [InlineData(Header + "coin,aster,,100,90,,,,\n", "no line that begins with 'board'")]
    [InlineData(Header + Board + Board, "line 3, says 'board' for the second time")]
    [InlineData(Header + Board + "coin,aster,,1,1,,,,\ncoin,aster,,2,2,,,,\n",
        "line 4, says 'coin coins/aster' for the second time")]
    [InlineData(Header + Board + "coin,aster,,100,,,,,\n", "line 3, has one of on_value_units and off_value_units")]
    [InlineData(Header + Board + "coin,aster,,,,,,,\n", "line 3, needs on_value_units and off_value_units")]
    [InlineData(Header + Board + "coin,aster,,1.5,1,,,,\n", "line 3, has '1.5' for a number")]
    [InlineData(Header + Board + "coin,aster,,-1,1,,,,\n", "line 3, has '-1' for a number")]
    [InlineData(Header + Board + "coin,aster,,9223372036854775808,1,,,,\n", "for a number")]
    [InlineData(Header + "board,,,,,4294967297,0,0,0\n", "line 2, has '4294967297' for a number")]
    [InlineData(Header + Board + "coins,aster,,1,1,,,,\n", "line 3, begins with 'coins'")]
    [InlineData(Header + Board + "coin,aster,,1,1\n", "line 3, has 5 cells, not 9")]
    public void Csv_Bad_IsReportedWithItsLine(string text, string told) =>
        Assert.Contains(told, Assert.Throws<BadInputException>(() => BoardFile.FromCsv(text, "board.csv")).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"fee\": 1}")]
    [InlineData("{\"feeBasisPoints\": 1.5}")]
    public void Json_Bad_IsReported(string text) =>
        Assert.Contains("board.json is not", Assert.Throws<BadInputException>(
            () => BoardFile.FromJson(text, "board.json")).Message, StringComparison.Ordinal);
}
