using Federation.Programs.V1;
using GoogleDate = Google.Type.Date;
using Period = Federation.Programs.V1.Period;
using Weekday = Google.Type.DayOfWeek;

namespace Federation.Rules.Tests;

/// <summary>Windows of the wall clock, days and birthdays.</summary>
public sealed class TimeCases
{
    private static bool IsIn(string evaluator, TimeWindow window, string time, string zone, int dayStart = 0)
    {
        var given = new Given().Line(1, 1, 100).On(time)
            .If("now", new Condition { Time = window }, Gives.Off(DiscountScope.Order, 1));
        (given.Terms.TimeZone, given.Terms.DayStartMinutes) = (zone, dayStart);
        return given.By(evaluator).Awards.Count == 1;
    }

    [Theory, ClassData<Evaluators>]
    public void HoursOverMidnight_BelongToTheDayOnWhichTheyBegan(string evaluator)
    {
        // 22:00 to 02:00 on Fridays. In Shanghai it is 8 hours later than UTC; 19 June 2026 is a Friday.
        bool Friday(string time) => IsIn(
            evaluator, new TimeWindow { FromMinute = 1320, ToMinute = 120, Weekdays = { Weekday.Friday } }, time,
            "Asia/Shanghai");

        Assert.False(Friday("2026-06-18T17:30:00Z"), "Friday 01:30 is Thursday's.");
        Assert.False(Friday("2026-06-19T13:59:59Z"), "Friday 21:59:59.");
        Assert.True(Friday("2026-06-19T14:00:00Z"), "Friday 22:00.");
        Assert.True(Friday("2026-06-19T17:59:59Z"), "Saturday 01:59:59.");
        Assert.False(Friday("2026-06-19T18:00:00Z"), "Saturday 02:00.");
    }

    [Theory, ClassData<Evaluators>]
    public void HoursOverMidnight_WhenClocksGoForward(string evaluator)
    {
        // 23:00 to 03:00 on Saturdays. In London 01:00 GMT is 02:00 BST on Sunday 29 March 2026.
        bool Saturday(string time) => IsIn(
            evaluator, new TimeWindow { FromMinute = 1380, ToMinute = 180, Weekdays = { Weekday.Saturday } }, time,
            "Europe/London");

        Assert.True(Saturday("2026-03-28T23:00:00Z"), "Saturday 23:00 GMT.");
        Assert.True(Saturday("2026-03-29T01:59:59Z"), "Sunday 02:59:59 BST.");
        Assert.False(Saturday("2026-03-29T02:00:00Z"), "Sunday 03:00 BST.");
    }

    [Theory, ClassData<Evaluators>]
    public void Hours_WhenClocksGoBack_AreThereTwice(string evaluator)
    {
        // 01:00 to 02:00. In New York 06:00 UTC is 01:00 EST again on Sunday 1 November 2026.
        bool One(string time) => IsIn(
            evaluator, new TimeWindow { FromMinute = 60, ToMinute = 120, Weekdays = { Weekday.Sunday } }, time,
            "America/New_York");

        Assert.False(One("2026-11-01T04:59:59Z"), "00:59:59 EDT.");
        Assert.True(One("2026-11-01T05:30:00Z"), "01:30 EDT.");
        Assert.True(One("2026-11-01T06:30:00Z"), "01:30 EST.");
        Assert.False(One("2026-11-01T07:00:00Z"), "02:00 EST.");
    }

    [Theory, ClassData<Evaluators>]
    public void HoursBeforeTheDayBegins_BelongToTheDayBefore(string evaluator)
    {
        // 01:00 to 05:00 with days from 04:00 on: on Saturday 20 June 2026 it began before 04:00, so it is Friday's.
        bool Early(Weekday day, string time) => IsIn(
            evaluator, new TimeWindow { FromMinute = 60, ToMinute = 300, Weekdays = { day } }, time, "Asia/Shanghai",
            dayStart: 240);

        Assert.True(Early(Weekday.Friday, "2026-06-19T20:30:00Z"), "Saturday 04:30.");
        Assert.False(Early(Weekday.Saturday, "2026-06-19T20:30:00Z"), "Saturday 04:30.");
    }

    [Theory, ClassData<Evaluators>]
    public void WithoutHours_TheProgramsDayCounts(string evaluator)
    {
        // Days from 04:00 on: Saturday 03:59 is Friday's, 04:00 is Saturday's.
        bool Friday(string time) => IsIn(
            evaluator, new TimeWindow { Weekdays = { Weekday.Friday } }, time, "Asia/Shanghai", 240);

        Assert.True(Friday("2026-06-19T19:59:59Z"));
        Assert.False(Friday("2026-06-19T20:00:00Z"));
    }

    [Theory, ClassData<Evaluators>]
    public void DaysOfTheMonth_CountFromBothEnds(string evaluator)
    {
        bool On(TimeWindow window, string day) => IsIn(evaluator, window, day + "T04:00:00Z", "Asia/Shanghai");
        var second = new TimeWindow
        {
            WeekdaysOfMonth = { new WeekdayOfMonth { Nth = 2, Weekday = Weekday.Tuesday } },
        };
        var last = new TimeWindow
        {
            WeekdaysOfMonth = { new WeekdayOfMonth { Nth = -1, Weekday = Weekday.Tuesday } },
        };

        // June 2026 begins on a Monday: its Tuesdays are 2, 9, 16, 23 and 30.
        Assert.True(On(second, "2026-06-09"));
        Assert.False(On(second, "2026-06-02"));
        Assert.True(On(last, "2026-06-30"));
        Assert.False(On(last, "2026-06-23"));
        Assert.True(On(new TimeWindow { DaysOfMonth = { -1 } }, "2026-06-30"));
        Assert.True(On(new TimeWindow { DaysOfMonth = { 1, -2 } }, "2026-02-27"));
        Assert.False(On(new TimeWindow { DaysOfMonth = { 1, -2 } }, "2026-02-28"));
    }

    [Theory, ClassData<Evaluators>]
    public void Dates_AreWithoutTheirEnd(string evaluator)
    {
        bool On(string day) => IsIn(
            evaluator,
            new TimeWindow
            {
                FromDate = new GoogleDate { Year = 2026, Month = 6, Day = 18 },
                ToDate = new GoogleDate { Year = 2026, Month = 6, Day = 20 },
            },
            day + "T04:00:00Z", "Asia/Shanghai");

        Assert.Equal(
            [false, true, true, false],
            new[] { "2026-06-17", "2026-06-18", "2026-06-19", "2026-06-20" }.Select(On));
    }

    [Theory, ClassData<Evaluators>]
    public void Counter_IsOfTheProgramsDay(string evaluator)
    {
        // Days from 04:00 on: 03:59 on 16 June in Shanghai is of day 20619, the 15th.
        var given = new Given().Member().Line(1, 1, 100).On("2026-06-15T19:59:00Z");
        given.Terms.DayStartMinutes = 240;
        given.Terms.Counters.Add(new Counter { Id = "money", Of = CountedBy.Money, Period = Period.Day });

        Assert.Equal("counters/money@20619 +100 exact", given.By(evaluator).Moved());
    }

    [Theory]
    [InlineData(2, 29, "2027-02-28", BirthdayPeriod.Day, 0, true)] // no 29 February in 2027
    [InlineData(2, 29, "2028-02-28", BirthdayPeriod.Day, 0, false)] // 29 February is there in 2028
    [InlineData(2, 29, "2028-02-29", BirthdayPeriod.Day, 0, true)]
    [InlineData(6, 21, "2026-06-15", BirthdayPeriod.Week, 0, true)] // Monday to Sunday
    [InlineData(6, 22, "2026-06-15", BirthdayPeriod.Week, 0, false)]
    [InlineData(1, 1, "2026-12-28", BirthdayPeriod.Week, 0, true)] // Monday of the week of 1 January 2027, a Friday
    [InlineData(6, 30, "2026-06-01", BirthdayPeriod.Month, 0, true)]
    [InlineData(7, 1, "2026-06-30", BirthdayPeriod.Month, 0, false)]
    [InlineData(1, 2, "2026-12-30", BirthdayPeriod.Unspecified, 3, true)] // three days before
    [InlineData(1, 2, "2026-12-29", BirthdayPeriod.Unspecified, 3, false)]
    [InlineData(12, 30, "2027-01-02", BirthdayPeriod.Unspecified, 3, true)] // three days after
    public void Birthday_Windows(int month, int day, string today, BirthdayPeriod period, int around, bool expected)
    {
        var window = period == BirthdayPeriod.Unspecified
            ? new BirthdayWindow { DaysAround = around } : new BirthdayWindow { Period = period };
        Assert.All(new Evaluators(), row => Assert.Equal(
            expected,
            new Given().Member().Birthday(month, day).Line(1, 1, 100).On(today + "T04:00:00Z")
                .If("cake", new Condition { Birthday = window }, Gives.Off(DiscountScope.Order, 1))
                .By(row.Data).Awards.Count == 1));
    }

    [Theory, ClassData<Evaluators>]
    public void Birthday_SetLessThanThirtyDaysAgo_DoesNotCount(string evaluator)
    {
        int Awards(string set) => new Given().Member().Birthday(6, 15, set).Line(1, 1, 100)
            .If("cake", new Condition { Birthday = new BirthdayWindow { Period = BirthdayPeriod.Day } },
                Gives.Off(DiscountScope.Order, 1)).By(evaluator).Awards.Count;

        // 30 times 24 hours before 15 June, 04:00 UTC.
        Assert.Equal(1, Awards("2026-05-16T04:00:00Z"));
        Assert.Equal(0, Awards("2026-05-16T04:00:01Z"));
    }
}
