using Federation.Hosting;
using Federation.Rules;
using Google.Protobuf.Collections;
using Date = Google.Type.Date;

namespace Federation.Programs;

/// <summary>What requests about members must look like. Pure.</summary>
internal static class MemberForm
{
    private const int MaxAttributes = 32;
    private const int MaxAttributeValue = 64;
    private const int MaxDays = 3660;
    private const int MaxReason = 200;
    private const int LeapYear = 2000;

    /// <summary>The id by which the brand sees a member.</summary>
    public static Guid MemberId(this Form form, string name, string field) =>
        form.Uuid(name, ResourceNames.Members, field);

    /// <summary>A segment's id.</summary>
    public static string Segment(this Form form, string name, string field)
    {
        form.Check(ResourceNames.TrySegment(name, out var id), field, "must be segments/{id}");
        return id ?? "";
    }

    /// <summary>Attributes of a profile.</summary>
    public static void Attributes(this Form form, RepeatedField<V1.Attribute> attributes, string field)
    {
        form.Check(attributes.Count <= MaxAttributes, field, $"must be at most {MaxAttributes}");
        foreach (var (attribute, i) in attributes.Take(MaxAttributes).Select((a, i) => (a, i)))
        {
            form.Id(attribute.Name, $"{field}[{i}].name");
            form.Text(attribute.Value, $"{field}[{i}].value", 1, MaxAttributeValue);
        }
        var names = attributes.Select(a => a.Name).Distinct(StringComparer.Ordinal).Count();
        form.Check(names == attributes.Count, field, "must have each name once");
    }

    /// <summary>A month and a day of some year; 29 February is one.</summary>
    public static void Birthday(this Form form, Date? birthday, string field) => form.Check(
        birthday is null || (birthday.Year == 0 && birthday.Month is >= 1 and <= 12 && birthday.Day >= 1
            && birthday.Day <= DateTime.DaysInMonth(LeapYear, birthday.Month)),
        field, "must be a month and a day, and the year 0");

    /// <summary>Days from one on until another, as numbers.</summary>
    public static (int From, int To) DateSpan(this Form form, Date? fromDate, Date? toDate)
    {
        var (from, to) = (form.Day(fromDate, "from_date"), form.Day(toDate, "to_date"));
        form.Check(from is null || to is null || from < to, "to_date", "must be after from_date");
        form.Check(from is null || to is null || to - from <= MaxDays, "to_date", $"must be within {MaxDays} days");
        return (from ?? 0, to ?? 0);
    }

    /// <summary>Why a level is granted or kept.</summary>
    public static string TierReason(this Form form, string reason) => form.Text(reason, "reason", 1, MaxReason);

    /// <summary>The number of a day; null if it is none.</summary>
    public static int? Day(this Form form, Date? date, string field)
    {
        var good = date is { Year: >= 2000 and <= 2999, Month: >= 1 and <= 12, Day: >= 1 }
            && date.Day <= DateTime.DaysInMonth(date.Year, date.Month);
        form.Check(good, field, "must be a date from the year 2000 to the year 2999");
        return good ? Days.Of(date!) : null;
    }
}
