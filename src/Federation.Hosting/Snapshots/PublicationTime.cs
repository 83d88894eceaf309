using System.Globalization;

namespace Federation.Hosting;

/// <summary>From when on a publication is in force. Pure.</summary>
public static class PublicationTime
{
    /// <summary>How far ahead a publication in production is, so that every node knows it in time.</summary>
    public static readonly TimeSpan Lead = TimeSpan.FromSeconds(5);

    /// <param name="asked">What the caller asked for, if anything.</param>
    /// <param name="now">Alliance time.</param>
    /// <param name="latest">The time of the latest publication, if there is one.</param>
    /// <param name="sandbox">Whether the alliance's clock stands still between moves.</param>
    /// <exception cref="RefusalException">FIELD_INVALID: it has passed, or is not after the latest one's.</exception>
    public static DateTimeOffset For(DateTimeOffset? asked, DateTimeOffset now, DateTimeOffset? latest, bool sandbox)
    {
        var publishTime = asked ?? (sandbox ? now : now + Lead);
        // A sandbox's clock stands still, so "now" may be asked for twice: the later publication supersedes.
        var supersedes = sandbox && asked is null && publishTime == latest;
        var form = new Form();
        form.Check(publishTime >= now, "publish_time", $"has passed; alliance time is {Text(now)}");
        form.Check(latest is null || publishTime > latest || supersedes, "publish_time",
            $"must be after the latest publication's, {Text(latest ?? default)}");
        form.Done();
        return publishTime;
    }

    private static string Text(DateTimeOffset time) =>
        time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);
}
