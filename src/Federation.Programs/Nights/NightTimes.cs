using Federation.Rules;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Programs;

/// <summary>When orders are looked at by night: three hours after the programme's day begins. Pure.</summary>
internal static class NightTimes
{
    private static readonly TimeSpan After = TimeSpan.FromHours(3);

    /// <summary>The last such time that is not after another one.</summary>
    /// <param name="calendar">The programme's.</param>
    /// <param name="now">The other one, in alliance time.</param>
    public static DateTimeOffset Last(ProgramCalendar calendar, DateTimeOffset now)
    {
        var day = calendar.At(now.ToTimestamp()).Day;
        var night = Of(calendar, day);
        return night <= now ? night : Of(calendar, day - 1);
    }

    /// <summary>The one that follows.</summary>
    /// <param name="calendar">The programme's.</param>
    /// <param name="now">In alliance time.</param>
    public static DateTimeOffset Next(ProgramCalendar calendar, DateTimeOffset now)
    {
        var day = calendar.At(now.ToTimestamp()).Day;
        var night = Of(calendar, day);
        return night > now ? night : Of(calendar, day + 1);
    }

    private static DateTimeOffset Of(ProgramCalendar calendar, int day) =>
        calendar.StartOf(day).ToDateTimeOffset() + After;
}
