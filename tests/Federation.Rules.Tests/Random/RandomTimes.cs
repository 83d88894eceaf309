using Google.Protobuf.WellKnownTypes;
using NodaTime;

namespace Federation.Rules.Tests;

/// <summary>Times around which something is decided: mostly near midnight, on days on which clocks change, months and
/// years end, or there is a 29 February.</summary>
internal static class RandomTimes
{
    public static readonly IReadOnlyList<string> Zones = ["Asia/Shanghai", "Europe/London", "America/New_York"];

    private static readonly IReadOnlyList<LocalDate> Dates =
    [
        new(2026, 3, 8), new(2026, 11, 1), new(2026, 3, 29), new(2026, 10, 25), new(2026, 6, 15), new(2026, 6, 30),
        new(2026, 12, 31), new(2027, 1, 1), new(2027, 2, 28), new(2028, 2, 29), new(2028, 3, 1), new(2027, 4, 1),
    ];

    public static Timestamp Around(Dice dice, string zone)
    {
        var midnight = dice.One(Dates).AtStartOfDayInZone(DateTimeZoneProviders.Tzdb[zone]).ToInstant();
        var seconds = dice.Chance(75) ? dice.Between(-10800, 21600) : dice.Between(-86400, 86400);
        return At(midnight.Plus(NodaTime.Duration.FromSeconds(dice.Chance(30) ? seconds / 1800 * 1800 : seconds)));
    }

    public static Timestamp Later(this Timestamp time, int days = 0, int seconds = 0) =>
        At(time.Instant() + NodaTime.Duration.FromDays(days) + NodaTime.Duration.FromSeconds(seconds));

    private static Timestamp At(Instant instant) =>
        Timestamp.FromDateTime(DateTime.SpecifyKind(instant.ToDateTimeUtc(), DateTimeKind.Utc));
}
