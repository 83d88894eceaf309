namespace Federation.Tests;

public sealed class SettlementMoneyTests
{
    // scale, units -> text, cell
    [Theory]
    [InlineData(4, 45_000, "4.50 GBP", "4.5000")]
    [InlineData(4, 48, "0.0048 GBP", "0.0048")]
    [InlineData(4, 51_160, "5.116 GBP", "5.1160")]
    [InlineData(4, 0, "0.00 GBP", "0.0000")]
    [InlineData(4, -22, "-0.0022 GBP", "-0.0022")]
    [InlineData(4, -125_000_000, "-12500.00 GBP", "-12,500.0000")]
    [InlineData(2, 1_234_567, "12345.67 GBP", "12,345.67")]
    [InlineData(1, 15, "1.5 GBP", "1.5")]
    [InlineData(0, 1_234, "1234 GBP", "1,234")]
    [InlineData(9, long.MaxValue, "9223372036.854775807 GBP", "9,223,372,036.854775807")]
    [InlineData(4, long.MinValue, "-922337203685477.5808 GBP", "-922,337,203,685,477.5808")]
    public void Units_AreShownAsMoney(int scale, long units, string text, string cell)
    {
        var money = new SettlementMoney("GBP", scale);
        Assert.Equal((text, cell), (money.Text(units), money.Cell(units)));
    }
}
