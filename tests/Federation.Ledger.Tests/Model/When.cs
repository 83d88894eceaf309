using System.Globalization;
using System.Text;

namespace Federation.Ledger.Tests;

/// <summary>A moment as a story names it: <c>2026-03-01</c> or <c>2026-03-01T10:30</c> (UTC), or, from the command's
/// moment on, <c>+3d</c>, <c>-2h30m</c>.</summary>
internal readonly record struct When(DateTimeOffset? At, TimeSpan Shift)
{
    public static When In(TimeSpan shift) => new(null, shift);

    public static When Parse(string text) => text[0] is '+' or '-'
        ? new When(null, text[0] == '-' ? -SpanOf(text[1..]) : SpanOf(text[1..]))
        : new When(
            DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal), TimeSpan.Zero);

    public DateTimeOffset From(DateTimeOffset now) => At ?? now + Shift;

    public override string ToString() => At is { } at
        ? at.ToString(
            at.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture)
        : (Shift < TimeSpan.Zero ? "-" : "+") + TextOf(Shift.Duration());

    /// <summary>Reads <c>7d</c>, <c>1d12h</c>, <c>90s</c>.</summary>
    public static TimeSpan SpanOf(string text)
    {
        var (span, number) = (TimeSpan.Zero, 0);
        foreach (var c in text)
        {
            if (char.IsAsciiDigit(c))
            {
                number = (number * 10) + (c - '0');
                continue;
            }
            span += c switch
            {
                'd' => TimeSpan.FromDays(number),
                'h' => TimeSpan.FromHours(number),
                'm' => TimeSpan.FromMinutes(number),
                's' => TimeSpan.FromSeconds(number),
                _ => throw new FormatException(text),
            };
            number = 0;
        }
        return span;
    }

    public static string TextOf(TimeSpan span)
    {
        var text = new StringBuilder();
        foreach (var (
            number, unit) in new[] { (span.Days, 'd'), (span.Hours, 'h'), (span.Minutes, 'm'), (span.Seconds, 's') })
            if (number != 0)
                text.Append(number).Append(unit);
        return text.Length == 0 ? "0s" : text.ToString();
    }
}
