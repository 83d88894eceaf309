using System.Globalization;

namespace Federation.Web;

/// <summary>A time that somebody typed. Pure.</summary>
internal static class PublishTime
{
    private static readonly string[] Forms = ["yyyy-MM-dd HH:mm", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd HH:mm:ss"];

    /// <summary>Reads a time in UTC; nothing is at once.</summary>
    public static bool TryRead(string text, out DateTimeOffset? time)
    {
        time = null;
        if (text.Length == 0)
            return true;
        if (!DateTimeOffset.TryParseExact(
            text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var read))
            return false;
        time = read;
        return true;
    }
}
