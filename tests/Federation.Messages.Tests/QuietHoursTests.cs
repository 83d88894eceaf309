using System.Globalization;
using Federation.Messages.V1;

namespace Federation.Messages.Tests;

/// <summary>When messages may be sent, in the brand's time zone.</summary>
public sealed class QuietHoursTests
{
    [Theory]
    // 21:00 to 09:00 in Shanghai is 13:00 to 01:00 UTC.
    [InlineData("2026-03-02T12:59:59Z", "2026-03-02T12:59:59Z")]
    [InlineData("2026-03-02T13:00:00Z", "2026-03-03T01:00:00Z")]
    [InlineData("2026-03-02T23:30:00Z", "2026-03-03T01:00:00Z")]
    [InlineData("2026-03-03T00:59:59Z", "2026-03-03T01:00:00Z")]
    [InlineData("2026-03-03T01:00:00Z", "2026-03-03T01:00:00Z")]
    public void Message_InQuietHours_WaitsForTheirEnd(string now, string due) => Assert.Equal(
        Time(due), QuietHours.DueTime(Given.Settings(), MessageKind.Announcement, Time(now)));

    [Fact]
    public void Security_WaitsForNothing() => Assert.Equal(
        Time("2026-03-02T13:00:00Z"),
        QuietHours.DueTime(Given.Settings(), MessageKind.Security, Time("2026-03-02T13:00:00Z")));

    [Theory]
    [InlineData(540, 540, "2026-03-02T01:00:00Z", "2026-03-02T01:00:00Z")]
    [InlineData(720, 780, "2026-03-02T04:30:00Z", "2026-03-02T05:00:00Z")]
    [InlineData(0, 0, "2026-03-02T16:00:00Z", "2026-03-02T16:00:00Z")]
    public void QuietHours_OfABrandsOwn_AreKept(int from, int until, string now, string due)
    {
        var settings = Given.Settings();
        (settings.QuietFromMinute, settings.QuietUntilMinute) = (from, until);
        Assert.Equal(Time(due), QuietHours.DueTime(settings, MessageKind.Announcement, Time(now)));
    }

    [Fact]
    public void QuietHours_ThatEndWhereTheClockJumps_EndAfterTheJump()
    {
        var settings = Given.Settings();
        (settings.TimeZone, settings.QuietUntilMinute) = ("Europe/Berlin", 150);
        // On 29 March 2026 the clock goes from 02:00 to 03:00 there.
        Assert.Equal(
            Time("2026-03-29T01:30:00Z"),
            QuietHours.DueTime(settings, MessageKind.Announcement, Time("2026-03-29T00:10:00Z")));
    }

    [Fact]
    public void Digests_AreSentWhenQuietHoursEnd()
    {
        Assert.Equal(Time("2026-03-03T01:00:00Z"), QuietHours.NextEnd(Given.Settings(), Time("2026-03-02T01:00:00Z")));
        Assert.Equal(Time("2026-03-02T01:00:00Z"), QuietHours.NextEnd(Given.Settings(), Time("2026-03-02T00:59:00Z")));
    }

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
