using System.Globalization;
using System.Numerics;

namespace Federation.Design;

#pragma warning disable CA1822 // What is the same in both languages is called as what is not.

/// <summary>
/// Writes numbers, money and dates in one language. Pure, and from integers alone: an amount is a count of units and
/// the number of its decimal places. The minus sign is U+2212.
/// </summary>
public sealed class Figures
{
    public const char Minus = '\u2212';

    private const int MostDecimals = 12;
    private const char Hard = '\u00A0';

    private static readonly Figures English = new(Language.English);
    private static readonly Figures Chinese = new(Language.Chinese);

    private static readonly string[] Months =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
            "December"];

    private static readonly string[] ChineseDays =
        ["星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"];

    private readonly bool isChinese;

    private Figures(Language language) => isChinese = language is Language.Chinese;

    public static Figures In(Language language) => language is Language.Chinese ? Chinese : English;

    /// <summary>An integer with its thousands marked: <c>242,627</c>.</summary>
    public string Count(long value) => Amount(value, 0);

    /// <summary>Units of a scale: 1250 of scale 2 are <c>12.50</c>.</summary>
    public string Amount(long units, int scale) => Sign(units, plus: false) + Digits(units, scale);

    /// <summary>A change: with its plus sign; none for zero.</summary>
    public string Change(long units, int scale) => Sign(units, plus: true) + Digits(units, scale);

    /// <summary>An amount of a coin, which does not break: <c>100 CEDAR</c>.</summary>
    public string Coins(long units, int scale, string code) => Amount(units, scale) + Hard + code;

    public string Coins(CoinAmount amount) => Coins(amount.Units, amount.Scale, amount.Code);

    public string Money(MoneyAmount amount) => Money(amount.Units, amount.Scale, amount.Currency);

    /// <summary>Money of a currency: 978 of scale 2 are <c>£9.78</c>.</summary>
    public string Money(long units, int scale, string currency) =>
        Sign(units, plus: false) + MoneyDigits(units, scale, currency);

    /// <summary>A change of money: <c>+£4.50</c>.</summary>
    public string MoneyChange(long units, int scale, string currency) =>
        Sign(units, plus: true) + MoneyDigits(units, scale, currency);

    /// <summary>Percent in units of a scale: 308 of scale 1 are <c>30.8%</c>.</summary>
    public string Percent(long units, int scale = 0) => Amount(units, scale) + "%";

    /// <summary>A part of a whole as percent, rounded half away from zero; nothing of nothing is a dash.</summary>
    public string Share(long part, long whole, int scale = 0) =>
        whole == 0 ? "–" : Percent(Rounded((Int128)part * 100 * PowerOf10(scale), whole), scale);

    /// <summary>A positive fraction <c>n/d</c>, or an integer, as a decimal number with four digits that say something,
    /// cut off: <c>891/4000</c> is <c>0.2227</c>. What is no such fraction stays as it is.</summary>
    public string Rate(string fraction)
    {
        ArgumentNullException.ThrowIfNull(fraction);
        var parts = fraction.Split('/');
        if (parts.Length > 2 || !TryWhole(parts[0], out var above)
            || !TryWhole(parts.Length == 2 ? parts[1] : "1", out var below) || below.IsZero)
            return fraction;
        var scale = 0;
        while (scale < MostDecimals && above * BigInteger.Pow(10, scale) / below < 1000)
            scale++;
        var digits = above * BigInteger.Pow(10, scale) / below;
        for (; scale > 0 && digits % 10 == 0; scale--)
            digits /= 10;
        return digits > long.MaxValue ? digits.ToString(CultureInfo.InvariantCulture) : Amount((long)digits, scale);
    }

    /// <summary>A date: <c>9 Dec 2011</c>, <c>2011 年 12 月 9 日</c>.</summary>
    public string Date(DateOnly date) =>
        isChinese ? $"{Plain(date.Year)}{Hard}年{Hard}{Day(date)}" : $"{Day(date)} {Plain(date.Year)}";

    /// <summary>A date of this year: <c>9 Dec</c>, <c>12 月 9 日</c>.</summary>
    public string Day(DateOnly date) =>
        isChinese
            ? $"{Plain(date.Month)}{Hard}月{Hard}{Plain(date.Day)}{Hard}日"
            : $"{Plain(date.Day)}{Hard}{Short(date.Month)}";

    /// <summary>With the day of the week: <c>Friday 9 December 2011</c>.</summary>
    public string LongDate(DateOnly date) => isChinese
        ? $"{Date(date)}{Hard}{ChineseDays[(int)date.DayOfWeek]}"
        : $"{date.DayOfWeek} {Plain(date.Day)} {Months[date.Month - 1]} {Plain(date.Year)}";

    /// <summary>A month: <c>Dec 2010</c>, <c>2010 年 12 月</c>.</summary>
    public string Month(int year, int month) =>
        isChinese ? $"{Plain(year)}{Hard}年{Hard}{Plain(month)}{Hard}月" : $"{Short(month)} {Plain(year)}";

    /// <summary>A time of the day, 24 hours: <c>09:27</c>.</summary>
    public string Time(TimeOnly time) => $"{Two(time.Hour)}:{Two(time.Minute)}";

    /// <summary>A time of the day to the second: <c>09:27:05</c>.</summary>
    public string Second(TimeOnly time) => $"{Time(time)}:{Two(time.Second)}";

    /// <summary>What is left of a short time: <c>1:42</c>.</summary>
    public string Countdown(int seconds) => $"{Plain(Math.Max(seconds, 0) / 60)}:{Two(Math.Max(seconds, 0) % 60)}";

    private string MoneyDigits(long units, int scale, string currency) => (currency, isChinese) switch
    {
        ("GBP", _) => "£",
        ("EUR", _) => "€",
        ("CNY", true) or ("JPY", false) => "¥",
        ("CNY", false) => "CN¥",
        ("JPY", true) => "JP¥",
        ("USD", true) => "US$",
        ("USD", false) => "$",
        _ => currency + Hard,
    } + Digits(units, scale);

    private static bool TryWhole(string text, out BigInteger value) =>
        BigInteger.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    private static string Sign(long units, bool plus) => units switch
    {
        < 0 => Minus.ToString(),
        > 0 when plus => "+",
        _ => "",
    };

    private static string Digits(long units, int scale)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(scale);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(scale, 18);
        var one = (UInt128)PowerOf10(scale);
        var size = (UInt128)Int128.Abs(units);
        var whole = (size / one).ToString("N0", CultureInfo.InvariantCulture);
        return scale == 0
            ? whole
            : whole + "." + (size % one).ToString(CultureInfo.InvariantCulture).PadLeft(scale, '0');
    }

    private static long Rounded(Int128 dividend, Int128 divisor)
    {
        var size = ((Int128.Abs(dividend) * 2) + Int128.Abs(divisor)) / (Int128.Abs(divisor) * 2);
        return (long)(Int128.IsNegative(dividend) == Int128.IsNegative(divisor) ? size : -size);
    }

    private static Int128 PowerOf10(int exponent)
    {
        Int128 power = 1;
        for (var i = 0; i < exponent; i++)
            power *= 10;
        return power;
    }

    private static string Short(int month) => Months[month - 1][..3];

    private static string Plain(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Two(int value) => value.ToString("00", CultureInfo.InvariantCulture);
}
