using Federation.Hosting;
using Date = Google.Type.Date;

namespace Federation.Programs;

/// <summary>What requests about surveys have in common.</summary>
internal static class SurveyForm
{
    /// <summary>The days of a period, both among it.</summary>
    /// <param name="form">Collects what is wrong.</param>
    /// <param name="first">Not set: from the beginning.</param>
    /// <param name="last">Not set: until now.</param>
    public static (int First, int Last) Period(this Form form, Date? first, Date? last)
    {
        var from = first is null ? int.MinValue : form.Day(first, "first_date") ?? int.MinValue;
        var to = last is null ? int.MaxValue : form.Day(last, "last_date") ?? int.MaxValue;
        form.Check(from <= to, "last_date", "must not be before first_date");
        return (from, to);
    }
}
