using Federation.Programs.V1;
using Google.Protobuf.WellKnownTypes;
using NodaTime;

namespace Federation.Rules.Tests;

/// <summary>The wall clock of a programme, and its days, which may begin after midnight.</summary>
internal sealed class ProgramClock(RuleSetTerms terms)
{
    private readonly DateTimeZone zone = DateTimeZoneProviders.Tzdb[terms.TimeZone];

    public LocalDateTime WallClock(Timestamp time) => time.Instant().InZone(zone).LocalDateTime;

    public LocalDate DayOf(Timestamp time)
    {
        var local = WallClock(time);
        return MinuteOf(local) < terms.DayStartMinutes ? local.Date.PlusDays(-1) : local.Date;
    }

    public static int MinuteOf(LocalDateTime local) => (local.Hour * 60) + local.Minute;
}
