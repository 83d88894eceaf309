using System.Globalization;
using Federation.Messages.V1;
using Federation.Partners.Internal.V1;

namespace Federation.Messages;

/// <summary>Coins and days, as people read them. Pure.</summary>
internal static class CoinWords
{
    /// <summary>Units with the decimal places of their coin, without a sign.</summary>
    public static string Units(DirectoryCoin coin, long units)
    {
        var digits = Math.Abs((decimal)units).ToString(CultureInfo.InvariantCulture).PadLeft(coin.Scale + 1, '0');
        return coin.Scale == 0 ? digits : $"{digits[..^coin.Scale]}.{digits[^coin.Scale..]}";
    }

    /// <summary>The same with its sign.</summary>
    public static string Change(DirectoryCoin coin, long units) => (units < 0 ? "-" : "+") + Units(coin, units);

    /// <summary>The day in the brand's time zone, as ISO 8601 writes it.</summary>
    public static string Day(MessageSettings settings, DateTimeOffset time) =>
        QuietHours.DayOf(settings, time).ToString("O", CultureInfo.InvariantCulture);

    /// <summary>The minute in the brand's time zone in which a time is.</summary>
    public static string Minute(MessageSettings settings, DateTimeOffset time) =>
        QuietHours.TimeOf(settings, time).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
