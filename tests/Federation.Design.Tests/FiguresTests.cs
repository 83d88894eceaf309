namespace Federation.Design.Tests;

/// <summary>Numbers, money and dates, in both languages.</summary>
public sealed class FiguresTests
{
    private static readonly Figures English = Figures.In(Language.English);
    private static readonly Figures Chinese = Figures.In(Language.Chinese);
    private static readonly DateOnly Friday = new(2011, 12, 9);

    /// <summary>Four digits that say something, cut off: a rate is never shown better than it is.</summary>
    [Theory]
    [InlineData("891/4000", "0.2227")]
    [InlineData("891/500", "1.782")]
    [InlineData("99/50", "1.98")]
    [InlineData("5", "5")]
    [InlineData("12345/1", "12,345")]
    [InlineData("99999/10000", "9.999")]
    [InlineData("1/3000000", "0.0000003333")]
    [InlineData("1/1000000000000000", "0")]
    [InlineData("123456789012345678901234567890/1", "123456789012345678901234567890")]
    [InlineData("1/0", "1/0")]
    [InlineData("-1/2", "-1/2")]
    [InlineData("<b>", "<b>")]
    public void Rate_OfAFraction_IsCutOff(string fraction, string shown) =>
        Assert.Equal(shown, English.Rate(fraction));

    [Theory]
    [InlineData(0, 0, "0")]
    [InlineData(242627, 0, "242,627")]
    [InlineData(-615, 0, "−615")]
    [InlineData(5, 2, "0.05")]
    [InlineData(-5, 2, "−0.05")]
    [InlineData(1234567, 4, "123.4567")]
    [InlineData(long.MaxValue, 0, "9,223,372,036,854,775,807")]
    [InlineData(long.MinValue, 18, "−9.223372036854775808")]
    public void Amount_IsExact(long units, int scale, string written)
    {
        Assert.Equal(written, English.Amount(units, scale));
        Assert.Equal(written, Chinese.Amount(units, scale));
    }

    [Theory]
    [InlineData(19, "+19")]
    [InlineData(0, "0")]
    [InlineData(-168469, "−168,469")]
    public void Change_HasItsSign(long units, string written) => Assert.Equal(written, English.Change(units, 0));

    [Theory]
    [InlineData(978, 2, "GBP", "£9.78", "£9.78")]
    [InlineData(-800, 2, "GBP", "−£8.00", "−£8.00")]
    [InlineData(960, 4, "GBP", "£0.0960", "£0.0960")]
    [InlineData(100, 2, "CNY", "CN¥1.00", "¥1.00")]
    [InlineData(100, 0, "JPY", "¥100", "JP¥100")]
    [InlineData(100, 2, "USD", "$1.00", "US$1.00")]
    [InlineData(100, 2, "CHF", "CHF\u00A01.00", "CHF\u00A01.00")]
    public void Money_HasItsCurrency(long units, int scale, string currency, string english, string chinese)
    {
        Assert.Equal(english, English.Money(units, scale, currency));
        Assert.Equal(chinese, Chinese.Money(units, scale, currency));
    }

    [Fact]
    public void MoneyChange_HasItsSignBeforeTheCurrency()
    {
        Assert.Equal("+£4,651.82", English.MoneyChange(465182, 2, "GBP"));
        Assert.Equal("−£75.18", English.MoneyChange(-7518, 2, "GBP"));
    }

    [Theory]
    [InlineData(45000, 51160, 1, "88.0%")]
    [InlineData(48, 51160, 1, "0.1%")]
    [InlineData(1, 2, 0, "50%")]
    [InlineData(1, 200, 0, "1%")]
    [InlineData(-1, 200, 0, "−1%")]
    [InlineData(1, 201, 0, "0%")]
    [InlineData(1, 0, 0, "–")]
    [InlineData(long.MaxValue, long.MaxValue, 2, "100.00%")]
    public void Share_IsRoundedHalfAwayFromZero(long part, long whole, int scale, string written) =>
        Assert.Equal(written, English.Share(part, whole, scale));

    [Fact]
    public void Dates_AreWrittenAsTheirReadersDo()
    {
        Assert.Equal("9\u00A0Dec 2011", English.Date(Friday));
        Assert.Equal("2011\u00A0年\u00A012\u00A0月\u00A09\u00A0日", Chinese.Date(Friday));
        Assert.Equal("9\u00A0Dec", English.Day(Friday));
        Assert.Equal("12\u00A0月\u00A09\u00A0日", Chinese.Day(Friday));
        Assert.Equal("Friday 9 December 2011", English.LongDate(Friday));
        Assert.EndsWith("\u00A0星期五", Chinese.LongDate(Friday), StringComparison.Ordinal);
        Assert.Equal("Dec 2010", English.Month(2010, 12));
        Assert.Equal("2010\u00A0年\u00A012\u00A0月", Chinese.Month(2010, 12));
    }

    [Fact]
    public void Times_HaveTwoDigits()
    {
        Assert.Equal("09:07", English.Time(new TimeOnly(9, 7, 5)));
        Assert.Equal("09:07:05", Chinese.Second(new TimeOnly(9, 7, 5)));
        Assert.Equal(["1:42", "0:09", "0:00", "0:00"], new[] { 102, 9, 0, -1 }.Select(English.Countdown));
    }

    /// <summary>No amount is ever a floating-point number.</summary>
    [Fact]
    public void Sources_HaveNoFloatingPoint() => Assert.All(
        Testing.SourceTree.Code("src/Federation.Design"),
        f => Assert.DoesNotMatch(@"\b(double|float)\b", File.ReadAllText(f)));
}
