using System.Text;

namespace Federation.Cli.Tests;

public sealed class PurchaseFileTests
{
    private const string Header = "purchase_id,time,member,country,brand,amount_pence,lines\n";
    private const string Good = "1-aster,2010-12-01 08:26:00,17850,United Kingdom,aster,1530,1\n";

    [Fact]
    public void Parse_GoodFile_KeepsEveryRow()
    {
        var file = Parse(Header + Good
            + "C2-birch,2010-12-01 08:26:00,12583,\"Korea, \"\"South\"\"\",birch,-56756,12\r\n"
            + "3-dune,2010-12-02 00:00:00,12583,France,dune,0,1");
        Assert.Equal(["1-aster", "C2-birch", "3-dune"], file.Rows.Select(r => r.Id));
        Assert.Equal([2, 3, 4], file.Rows.Select(r => r.Line));
        Assert.Equal([1530, -56756, 0], file.Rows.Select(r => r.AmountPence));
        Assert.Equal(["aster", "birch", "dune"], file.Rows.Select(r => r.Brand.Id));
        Assert.Equal(new DateTimeOffset(2010, 12, 1, 8, 26, 0, TimeSpan.Zero), file.Rows[0].Time);
        Assert.Equal(new DateOnly(2010, 12, 2), file.Rows[2].Day);
    }

    [Fact]
    public void Parse_QuotedLineBreak_CountsItsLines()
    {
        var problem = ProblemOf(Header + "1-aster,2010-12-01 08:26:00,17850,\"a\nb\",aster,1530,1\n" + "x\n");
        Assert.Contains("line 4 has 1 column instead of 7", problem);
    }

    [Fact]
    public void Parse_ByteOrderMark_IsSkipped() => Assert.Single(Parse("\uFEFF" + Header + Good).Rows);

    [Theory]
    [InlineData("", "is empty")]
    [InlineData(Header, "has no rows")]
    [InlineData("purchase_id,time,member,country,brand,amount,lines\n" + Good, "line 1 must be the header")]
    [InlineData(Good, "line 1 must be the header")]
    [InlineData(Header + Good + "\n", "line 3 has 1 column instead of 7")]
    [InlineData(Header + "1-aster,2010-12-01 08:26:00,17850,UK,aster,1530\n", "line 2 has 6 columns instead of 7")]
    [InlineData(Header + "1-aster,2010-12-01 08:26:00,17850,UK,aster,1530,1,9\n", "line 2 has 8 columns instead of 7")]
    [InlineData(Header + ",2010-12-01 08:26:00,17850,UK,aster,1530,1\n", "line 2 has a purchase_id that is not")]
    [InlineData(
        Header + "1-aster,2010-12-01T08:26:00,17850,UK,aster,1530,1\n", "line 2 has the time '2010-12-01T08:26:00'")]
    [InlineData(
        Header + "1-aster,2010-02-30 08:26:00,17850,UK,aster,1530,1\n", "line 2 has the time '2010-02-30 08:26:00'")]
    [InlineData(Header + "1-aster,3000-01-01 00:00:00,17850,UK,aster,1530,1\n", "line 2 has the time")]
    [InlineData(Header + "1-aster,2010-12-01 08:26:00,,UK,aster,1530,1\n", "line 2 has a member that is not")]
    [InlineData(Header + "1-aster,2010-12-01 08:26:00,17850,UK,elder,1530,1\n",
        "line 2 has the brand 'elder', which is not one of aster")]
    [InlineData(Header + "1-aster,2010-12-01 08:26:00,17850,UK,Aster,1530,1\n", "line 2 has the brand 'Aster'")]
    [InlineData(Header + "1-aster,2010-12-01 08:26:00,17850,UK,aster,15.30,1\n", "line 2 has the amount_pence '15.30'")]
    [InlineData(Header + "1-aster,2010-12-01 08:26:00,17850,UK,aster, 1530,1\n", "line 2 has the amount_pence ' 1530'")]
    [InlineData(Header + "1-aster,2010-12-01 08:26:00,17850,UK,aster,+1530,1\n", "line 2 has the amount_pence '+1530'")]
    [InlineData(Header + "1-aster,2010-12-01 08:26:00,17850,UK,aster,,1\n", "line 2 has the amount_pence ''")]
    [InlineData(Header + "1-aster,2010-12-01 08:26:00,17850,UK,aster,9999999999999999,1\n", "out of range")]
    [InlineData(Header + "1-aster,2010-12-01 08:26:00,17850,UK,aster,99999999999999999999,1\n", "not an integer")]
    [InlineData(Header + "1-aster,2010-12-01 08:26:00,17850,UK,aster,1530,one\n", "line 2 has lines 'one'")]
    [InlineData(Header + "1-aster,2010-12-01 08:26:00,17850,UK,aster,1530,-1\n", "line 2 has lines '-1'")]
    [InlineData(Header + Good + Good, "line 3 has the purchase_id '1-aster' of an earlier line")]
    [InlineData(Header + Good + "2-aster,2010-12-01 08:25:59,1,UK,aster,1,1\n",
        "line 3 has the time 2010-12-01 08:25:59, before")]
    [InlineData(Header + "1-aster,2010-12-01 08:26:00,17850,\"UK,aster,1530,1\n",
        "line 2 begins a quoted field that never ends")]
    [InlineData(Header + "1-aster,2010-12-01 08:26:00,17850,\"UK\"x,aster,1530,1\n",
        "line 2 has text after a closing quotation mark")]
    [InlineData(Header + "1-aster,2010-12-01 08:26:00,17850,U\"K,aster,1530,1\n", "line 2 has a quotation mark inside")]
    public void Parse_BadFile_SaysWhereAndWhy(string text, string sentence)
    {
        var problem = ProblemOf(text);
        Assert.StartsWith("purchases.csv", problem);
        Assert.Contains(sentence, problem);
    }

    [Fact]
    public void Parse_NotUtf8_SaysWhere()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes(Header + "1-aster,2010-12-01 08:26:00,17850,"), 0xFF, (byte)'\n'];
        var problem = Assert.Throws<BadInputException>(() => PurchaseFile.Parse("purchases.csv", bytes)).Message;
        Assert.Equal("purchases.csv: line 2 is not UTF-8 text.", problem);
    }

    [Fact]
    public void Read_MissingFile_IsASentence() =>
        Assert.Contains(
            "cannot be read", Assert.Throws<BadInputException>(() => PurchaseFile.Read("no-such-file.csv")).Message);

    [Fact]
    public void Read_RealPurchases_AreAllGood()
    {
        var file = PurchaseFile.Read(RecomputationTests.RealPurchases);
        Assert.Equal(29_874, file.Rows.Count);
        Assert.Equal(2_615, file.Rows.Count(r => r.AmountPence < 0));
    }

    private static PurchaseFile Parse(string text) => PurchaseFile.Parse("purchases.csv", Encoding.UTF8.GetBytes(text));

    private static string ProblemOf(string text) => Assert.Throws<BadInputException>(() => Parse(text)).Message;
}
