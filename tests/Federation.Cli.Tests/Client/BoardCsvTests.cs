using Federation.Client;

namespace Federation.Cli.Tests;

/// <summary>A board's CSV is read to its end: every fault is listed with its line.</summary>
public sealed class BoardCsvTests
{
    private const string Board = BoardCsv.Heading + "\nboard,,,,,100,0,0,0\n";

    [Fact]
    public void Read_WithFaultsInManyLines_ListsThemAll()
    {
        var reading = BoardCsv.Read(
            Board + "coin,aster,,=1+1,90,,,,\ncoin,birch,,50,45,,,,\ncoin,birch,,50,45,,,,\npair,aster,<b>,1,,,,,\nx\n"
            + "coin,Cedar,,1,1,,,,\ncoins,dune,,1,1,,,,\ncoin,dune,,,,,,,\n");

        Assert.Equal(
            [
                "line 3, has '=1+1' for a number",
                "line 5, says 'coin coins/birch' for the second time",
                "line 6, has '<b>' for a coin's id",
                "line 6, has one of on_value_units and off_value_units and not the other",
                "line 7, has 1 cells, not 9",
                "line 8, has 'Cedar' for a coin's id",
                "line 9, begins with 'coins', which is none of board, coin and pair",
                "line 10, needs on_value_units and off_value_units",
            ],
            reading.Faults.Select(f => f.ToString()));
        Assert.Equal("coins/birch", Assert.Single(reading.Terms.Values).Coin);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData(BoardCsv.Heading + "\n", "has no line that begins with 'board', for the fee and the limits")]
    [InlineData(Board + "coin,\"aster,,1,1,,,,\n", "line 3, begins a quoted field that never ends")]
    [InlineData(Board + "coin,as\"ter,,1,1,,,,\n",
        "line 3, has a quotation mark inside a field that does not begin with one")]
    [InlineData("a,b\n" + Board, "line 1, must be the heading " + BoardCsv.Heading)]
    public void Read_OfWhatIsNoBoard_SaysSo(string text, string fault) =>
        Assert.Contains(fault, BoardCsv.Read(text).Faults.Select(f => f.ToString()));

    /// <summary>What the alliance refuses is found in the text again.</summary>
    [Theory]
    [InlineData("terms.values[1].on_value_units", 5)]
    [InlineData("terms.pairs[0].values.off_value_units", 4)]
    [InlineData("terms.pairs[9]", 0)]
    [InlineData("terms.values", 0)]
    [InlineData("terms.fee_basis_points", 2)]
    [InlineData("terms.maximum_units", 2)]
    public void LineOf_AFieldOfTheTerms_IsWhereItStands(string field, int line)
    {
        var reading = BoardCsv.Read(
            Board + "coin,aster,,1,1,,,,\npair,aster,birch,1,1,,,,\ncoin,birch,,1,1,,,,\n");
        Assert.Empty(reading.Faults);
        Assert.Equal(line, reading.LineOf(field));
    }
}
