using Federation.Programs.V1;
using Weekday = Google.Type.DayOfWeek;

namespace Federation.Rules.Tests;

/// <summary>Windows of the wall clock near the time of the order.</summary>
internal static class RandomWindows
{
    public static TimeWindow Of(RandomFrame frame)
    {
        var (dice, day) = (frame.Dice, frame.Day.PlusDays(frame.Dice.Between(-1, 1)));
        var window = new TimeWindow();
        if (dice.Chance(60))
            SetHours(window, frame);
        for (var i = dice.Between(0, 2); i > 0; i--)
            switch (dice.Between(1, 6))
            {
                case 1:
                    window.Weekdays.Clear();
                    window.Weekdays.Add((Weekday)(int)day.DayOfWeek);
                    window.Weekdays.Add((Weekday)(int)day.PlusDays(dice.Between(1, 6)).DayOfWeek);
                    break;
                case 2:
                    var last = NodaTime.CalendarSystem.Iso.GetDaysInMonth(day.Year, day.Month);
                    window.DaysOfMonth.Clear();
                    window.DaysOfMonth.Add(dice.One(day.Day, day.Day - last - 1, 1, -1));
                    break;
                case 3:
                    window.WeekdaysOfMonth.Clear();
                    window.WeekdaysOfMonth.Add(new WeekdayOfMonth
                    {
                        Nth = dice.One((day.Day + 6) / 7, -1),
                        Weekday = (Weekday)(int)day.DayOfWeek,
                    });
                    break;
                case 4 when frame.Terms.Calendars.Count > 0:
                    window.Calendar = dice.One(frame.Terms.Calendars).Id;
                    break;
                case 5:
                    window.FromDate = day.Date();
                    break;
                default:
                    window.ToDate = day.PlusDays(1).Date();
                    break;
            }
        return window;
    }

    private static void SetHours(TimeWindow window, RandomFrame frame)
    {
        var (dice, minute) = (frame.Dice, ProgramClock.MinuteOf(frame.WallClock));
        window.FromMinute = (minute + 1440 - dice.One(0, 1, 30, 60, 180, 600)) % 1440;
        window.ToMinute = (minute + dice.One(0, 1, 30, 60, 180)) % 1440;
        if (dice.Chance(20))
            (window.FromMinute, window.ToMinute) = (1320, 120);
    }
}
