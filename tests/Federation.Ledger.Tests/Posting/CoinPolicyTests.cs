using System.Globalization;
using Federation.Hosting;
using Federation.Partners.Internal.V1;
using Federation.Partners.V1;
using Google.Type;

namespace Federation.Ledger.Tests;

/// <summary>Worked dates of <see cref="CoinPolicy"/>, and its laws on random ones.</summary>
public sealed class CoinPolicyTests(ITestOutputHelper output)
{
    private const int Rounds = 3_000;

    [Theory]
    // Days: the n-th day after the day of earning is the last.
    [InlineData("days 180", "", "2026-01-01 00:00", "2026-07-01 00:00")]
    [InlineData("days 180", "UTC", "2026-01-01 23:59:59.999999", "2026-07-01 00:00")]
    [InlineData("days 1", "UTC", "2026-12-31 12:00", "2027-01-02 00:00")]
    [InlineData("days 365", "UTC", "2024-02-28 12:00", "2025-02-28 00:00")]
    [InlineData("days 365", "UTC", "2024-02-29 12:00", "2025-03-01 00:00")]
    [InlineData("days 365", "UTC", "2025-02-28 12:00", "2026-03-01 00:00")]
    [InlineData("days 36500", "UTC", "3000-01-01 00:00", "3099-12-09 00:00")]
    // London's clocks go forward on 29 March 2026 and back on 25 October.
    [InlineData("days 1", "Europe/London", "2026-03-27 12:00", "2026-03-29 00:00")]
    [InlineData("days 1", "Europe/London", "2026-03-28 12:00", "2026-03-29 23:00")]
    [InlineData("days 1", "Europe/London", "2026-03-29 22:59", "2026-03-30 23:00")]
    [InlineData("days 1", "Europe/London", "2026-03-29 23:00", "2026-03-31 23:00")]
    [InlineData("days 1", "Europe/London", "2026-10-23 12:00", "2026-10-24 23:00")]
    [InlineData("days 1", "Europe/London", "2026-10-23 23:30", "2026-10-26 00:00")]
    [InlineData("days 1", "Europe/London", "2026-10-24 12:00", "2026-10-26 00:00")]
    [InlineData("days 1", "Europe/London", "2026-10-25 23:30", "2026-10-27 00:00")]
    [InlineData("days 1", "Asia/Shanghai", "2026-06-30 15:59", "2026-07-01 16:00")]
    [InlineData("days 1", "Asia/Shanghai", "2026-06-30 16:00", "2026-07-02 16:00")]
    // Midnight is leapt over: the day begins at 01:00.
    [InlineData("days 1", "America/Sao_Paulo", "2017-10-13 12:00", "2017-10-15 03:00")]
    [InlineData("days 1", "America/Sao_Paulo", "2017-10-14 12:00", "2017-10-16 02:00")]
    [InlineData("days 1", "Asia/Beirut", "2022-03-25 12:00", "2022-03-26 22:00")]
    // The clock leaps from 23:30 to 00:30.
    [InlineData("days 1", "America/Toronto", "1919-03-29 12:00", "1919-03-31 04:30")]
    // The hour before midnight strikes twice: the day begins once.
    [InlineData("days 1", "America/Sao_Paulo", "2018-02-16 12:00", "2018-02-18 03:00")]
    [InlineData("days 1", "America/Sao_Paulo", "2018-02-18 02:30", "2018-02-19 03:00")]
    // Midnight strikes twice: the earlier.
    [InlineData("days 1", "America/Havana", "2026-10-30 12:00", "2026-11-01 04:00")]
    [InlineData("days 1", "America/St_Johns", "2010-11-05 12:00", "2010-11-07 02:30")]
    // There was no 30 December 2011.
    [InlineData("days 1", "Pacific/Apia", "2011-12-28 22:00", "2011-12-30 10:00")]
    [InlineData("days 1", "Australia/Lord_Howe", "2026-04-04 12:00", "2026-04-05 13:30")]
    // Months: the same day, or the month's last.
    [InlineData("months 1", "UTC", "2026-01-31 12:00", "2026-03-01 00:00")]
    [InlineData("months 1", "UTC", "2028-01-31 12:00", "2028-03-01 00:00")]
    [InlineData("months 1", "UTC", "2026-02-28 12:00", "2026-03-29 00:00")]
    [InlineData("months 1", "UTC", "2026-03-31 12:00", "2026-05-01 00:00")]
    [InlineData("months 12", "UTC", "2024-02-29 12:00", "2025-03-01 00:00")]
    [InlineData("months 48", "UTC", "2024-02-29 12:00", "2028-03-01 00:00")]
    [InlineData("months 1200", "UTC", "2000-02-29 12:00", "2100-03-01 00:00")]
    [InlineData("months 1", "Europe/London", "2026-09-30 23:30", "2026-11-02 00:00")]
    [InlineData("months 6", "Europe/London", "2026-01-15 12:00", "2026-07-15 23:00")]
    // Fixed dates: the first one strictly after the day of earning.
    [InlineData("dates 12-31", "UTC", "2026-06-15 12:00", "2027-01-01 00:00")]
    [InlineData("dates 12-31", "UTC", "2026-12-30 12:00", "2027-01-01 00:00")]
    [InlineData("dates 12-31", "UTC", "2026-12-31 00:00", "2028-01-01 00:00")]
    [InlineData("dates 12-31", "Asia/Shanghai", "2026-12-30 15:59", "2026-12-31 16:00")]
    [InlineData("dates 12-31", "Asia/Shanghai", "2026-12-30 16:00", "2027-12-31 16:00")]
    [InlineData("dates 09-30 03-31", "UTC", "2026-03-30 12:00", "2026-04-01 00:00")]
    [InlineData("dates 09-30 03-31", "UTC", "2026-03-31 12:00", "2026-10-01 00:00")]
    [InlineData("dates 09-30 03-31", "UTC", "2026-09-30 12:00", "2027-04-01 00:00")]
    [InlineData("dates 02-29", "UTC", "2026-01-10 12:00", "2026-03-01 00:00")]
    [InlineData("dates 02-29", "UTC", "2026-02-28 12:00", "2027-03-01 00:00")]
    [InlineData("dates 02-29", "UTC", "2023-02-28 12:00", "2024-03-01 00:00")]
    [InlineData("dates 02-29", "UTC", "2024-02-28 12:00", "2024-03-01 00:00")]
    [InlineData("dates 02-28 02-29", "UTC", "2024-02-27 12:00", "2024-02-29 00:00")]
    [InlineData("dates 02-28 02-29", "UTC", "2026-02-27 12:00", "2026-03-01 00:00")]
    public void Expiry_OfWhatWasEarned_IsTheDayAfterTheLast(string rule, string zone, string earned, string gone)
    {
        var policy = Policy(rule, zone);

        Assert.False(policy.ExpiresWithActivity);
        Assert.Equal(gone, Text(policy.ExpiryOf(At(earned))));
        Assert.Equal(gone, Text(policy.ExpiryOf(At(earned).ToOffset(TimeSpan.FromHours(9)))));
    }

    [Theory]
    [InlineData("activity 1", "UTC", "2026-01-01 12:00", "2026-01-03 00:00")]
    [InlineData("activity 90", "Europe/London", "2026-03-01 00:00", "2026-05-30 23:00")]
    [InlineData("activity 90", "Europe/London", "2026-08-01 23:30", "2026-11-01 00:00")]
    [InlineData("activity 30", "Asia/Shanghai", "2024-01-30 16:00", "2024-03-01 16:00")]
    public void Activity_OfTheMember_KeepsTheCoins(string rule, string zone, string activity, string gone)
    {
        var policy = Policy(rule, zone);

        Assert.True(policy.ExpiresWithActivity);
        Assert.Equal(gone, Text(policy.ActiveUntil(At(activity))));
    }

    [Theory]
    [InlineData(1, "UTC", "2026-05-10 12:00", "2026-05-12 00:00")]
    [InlineData(3, "Europe/London", "2026-05-10 12:00", "2026-05-13 23:00")]
    [InlineData(3, "Europe/London", "2026-05-10 23:00", "2026-05-14 23:00")]
    [InlineData(365, "Asia/Shanghai", "2027-06-01 00:00", "2028-05-31 16:00")]
    [InlineData(1, "America/Sao_Paulo", "2017-10-13 12:00", "2017-10-15 03:00")]
    public void Restored_WithGrace_LivesToTheEndOfTheLastDay(int grace, string zone, string now, string gone)
    {
        foreach (var rule in (string[])["days 1", "activity 1", "dates 06-30"])
            Assert.Equal(gone, Text(Policy(rule, zone, grace).RestoredUntil(At(now))));
    }

    [Fact]
    public void Policy_AskedWhatItHasNot_Throws()
    {
        var now = At("2026-01-01 12:00");

        Assert.Null(CoinPolicy.NeverExpires.ExpiryOf(now));
        Assert.Null(CoinPolicy.Of(new DirectoryCoin { Id = "aster" }).ExpiryOf(now));
        Assert.Equal(
            (false, 0), (CoinPolicy.NeverExpires.ExpiresWithActivity, CoinPolicy.NeverExpires.RestoreGraceDays));
        Assert.Equal(7, Policy("days 1", "UTC", 7).RestoreGraceDays);
        Assert.Throws<InvalidOperationException>(() => Policy("activity 1", "UTC").ExpiryOf(now));
        Assert.Throws<InvalidOperationException>(() => Policy("days 1", "UTC").ActiveUntil(now));
        Assert.Throws<InvalidOperationException>(() => CoinPolicy.NeverExpires.ActiveUntil(now));
        Assert.Throws<InvalidOperationException>(() => Policy("days 1", "UTC").RestoredUntil(now));
    }

    [Theory]
    [InlineData("Mars/Olympus")]
    [InlineData("../../etc/passwd")]
    [InlineData("\0")]
    public void Zone_ThatThisNodeLacks_IsUtc(string zone) =>
        Assert.Equal("2026-01-03 00:00", Text(Policy("days 1", zone).ExpiryOf(At("2026-01-01 23:30"))));

    [Fact]
    public void Expiry_OfAnyEarning_IsLaterAndTheFirstInstantOfADay() => Repeat((random, zone) =>
    {
        var policy = CoinPolicy.Of(new DirectoryCoin
        { Expiry = AnyRule(random, zone.Id), RestoreGraceDays = random.Next(1, 366) });
        var earned = At("2000-01-01 00:00").AddTicks(random.NextInt64(TimeSpan.FromDays(365 * 100).Ticks));

        var gone = policy.ExpiresWithActivity ? policy.ActiveUntil(earned) : policy.ExpiryOf(earned)!.Value;

        Assert.True(gone > earned, $"{gone} is not after the earning");
        AssertFirstOfDay(zone, gone);
        Assert.Equal(gone, policy.ExpiresWithActivity ? policy.ActiveUntil(earned) : policy.ExpiryOf(earned));
        AssertFirstOfDay(zone, policy.RestoredUntil(earned));
    });

    // Chance meets few of the days on which clocks change: here are all of them, of 30 years.
    [Fact]
    public void Expiry_OnEachChangeOfAnyZone_IsTheFirstInstantOfTheDay()
    {
        var changes = 0;
        foreach (var zone in TimeZoneInfo.GetSystemTimeZones())
        {
            var policy = Policy("days 1", zone.Id);
            for (var midnight = At("2000-01-02 00:00"); midnight.Year < 2030; midnight = midnight.AddDays(1))
            {
                var earned = midnight.AddHours(-36) - zone.GetUtcOffset(midnight.AddHours(-36));
                if (zone.GetUtcOffset(midnight.AddHours(-15)) == zone.GetUtcOffset(midnight.AddHours(15))
                    || DayIn(zone, earned).AddDays(2) != DateOnly.FromDateTime(midnight.DateTime))
                    continue;
                changes++;
                AssertFirstOfDay(zone, policy.ExpiryOf(earned)!.Value);
            }
        }
        Assert.True(changes > 1_000, $"{changes} changes of clocks: this node has no data of zones");
    }

    [Fact]
    public void Policy_UsedByAllAtOnce_AnswersAsOneUsedAlone()
    {
        var seed = Seed();
        var shared = Policy("months 7", "Europe/London");
        Parallel.For(0, 8, thread =>
        {
            var random = new Random(seed + thread);
            var alone = Policy("months 7", "Europe/London");
            for (var i = 0; i < 2_000; i++)
            {
                var earned = At("2026-01-01 00:00").AddMinutes(random.Next(600 * 24 * 60));
                Assert.Equal(alone.ExpiryOf(earned), shared.ExpiryOf(earned));
            }
        });
    }

    [Fact]
    public void Expiry_OfADayThatWasAskedFor_CostsNoMemory()
    {
        var policy = Policy("days 180", "Europe/London");
        var earned = At("2026-05-10 12:00");
        var sum = policy.ExpiryOf(earned)!.Value.UtcTicks % 7;
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 10_000; i++)
            sum += policy.ExpiryOf(earned.AddSeconds(i))!.Value.UtcTicks % 7;

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(sum >= 0);
    }

    [Fact]
    public void Policies_OfSnapshotsOfOneAnswer_AreTheSame()
    {
        var answer = new GetDirectoryResponse { Version = 1 };
        answer.Coins.Add(new DirectoryCoin { Id = "aster", Expiry = Rule("days 1", "UTC") });
        answer.Coins.Add(new DirectoryCoin { Id = "birch", RestoreGraceDays = 5 });
        var now = At("2026-01-01 12:00");
        var first = CoinPolicies.Of(new DirectorySnapshot(answer));
        var again = CoinPolicies.Of(new DirectorySnapshot(answer));
        var news = CoinPolicies.Of(new DirectorySnapshot(answer.Clone()));

        Assert.Same(first["aster"], again["aster"]);
        Assert.NotSame(first["aster"], first["birch"]);
        Assert.NotSame(first["aster"], news["aster"]);
        Assert.Equal(("2026-01-03 00:00", 5), (Text(first["aster"].ExpiryOf(now)), again["birch"].RestoreGraceDays));
        Assert.Contains("coins/cedar", Assert.Throws<InvalidOperationException>(() => first["cedar"]).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Policies_Given_AreThose()
    {
        var aster = Policy("days 1", "UTC");
        var policies = new CoinPolicies(new Dictionary<string, CoinPolicy> { ["aster"] = aster });

        Assert.Same(aster, policies["aster"]);
        Assert.Contains("coins/birch", Assert.Throws<InvalidOperationException>(() => policies["birch"]).Message,
            StringComparison.Ordinal);
    }

    /// <summary>A whole minute, and nowhere in the day and a half before it was the clock at that day or a later
    /// one.</summary>
    private static void AssertFirstOfDay(TimeZoneInfo zone, DateTimeOffset gone)
    {
        Assert.Equal((TimeSpan.Zero, 0), (gone.Offset, gone.UtcTicks % TimeSpan.TicksPerMinute));
        var day = DayIn(zone, gone);
        for (var minutes = 1; minutes <= 36 * 60; minutes += minutes < 180 ? 1 : 15)
            Assert.True(DayIn(zone, gone.AddMinutes(-minutes)) < day,
                $"{zone.Id}: {minutes} minutes before {gone} it was {day} already");
    }

    private static DateOnly DayIn(TimeZoneInfo zone, DateTimeOffset moment) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, zone).DateTime);

    private static ExpiryRule AnyRule(Random random, string zone)
    {
        var rule = Rule(random.Next(3) switch
        {
            0 => $"days {random.Next(1, 800)}",
            1 => $"months {random.Next(1, 30)}",
            _ => $"activity {random.Next(1, 800)}",
        }, zone);
        if (random.Next(4) == 0)
            rule.FixedDates = new FixedDates
            {
                Dates = { Enumerable.Range(0, random.Next(1, 13))
                .Select(_ => AnyDate(random)) }
            };
        return rule;
    }

    private static Date AnyDate(Random random)
    {
        var day = new DateOnly(2000, 1, 1).AddDays(random.Next(366));
        return new Date { Month = day.Month, Day = day.Day };
    }

    private static CoinPolicy Policy(string rule, string zone, int grace = 0) =>
        CoinPolicy.Of(new DirectoryCoin { Id = "aster", Expiry = Rule(rule, zone), RestoreGraceDays = grace });

    /// <summary><c>days n</c>, <c>months n</c>, <c>activity n</c> or <c>dates MM-DD ...</c>.</summary>
    private static ExpiryRule Rule(string text, string zone)
    {
        var words = text.Split(' ');
        return words[0] switch
        {
            "days" => new ExpiryRule { TimeZone = zone, Days = Number(words[1]) },
            "months" => new ExpiryRule { TimeZone = zone, Months = Number(words[1]) },
            "activity" => new ExpiryRule { TimeZone = zone, DaysAfterActivity = Number(words[1]) },
            "dates" => new ExpiryRule
            {
                TimeZone = zone,
                FixedDates = new FixedDates
                {
                    Dates =
                { words[1..].Select(d => new Date { Month = Number(d[..2]), Day = Number(d[3..]) }) }
                }
            },
            _ => throw new FormatException(text),
        };
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static DateTimeOffset At(string utc) =>
        DateTimeOffset.Parse(utc, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static string Text(DateTimeOffset? moment) =>
        moment?.ToString("yyyy-MM-dd HH:mm" + (moment.Value.Ticks % TimeSpan.TicksPerMinute == 0 ? "" : ":ss.fffffff"),
            CultureInfo.InvariantCulture)
        ?? "never";

    private void Repeat(Action<Random, TimeZoneInfo> round)
    {
        var random = new Random(Seed());
        var zones = TimeZoneInfo.GetSystemTimeZones();
        for (var i = 0; i < Rounds; i++)
            round(random, zones[random.Next(zones.Count)]);
    }

    private int Seed()
    {
        var wish = Environment.GetEnvironmentVariable("FEDERATION_TEST_SEED");
        var seed = int.TryParse(wish, out var given) ? given : Random.Shared.Next(1 << 30);
        output.WriteLine($"seed {seed}; FEDERATION_TEST_SEED={seed} repeats this run");
        return seed;
    }
}
