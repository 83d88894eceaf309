using System.Globalization;
using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Programs.V1;
using Federation.Rules;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Programs;

/// <summary>By what the ledger knows an event. Pure.</summary>
internal static class EventKeys
{
    private const string ByBrand = "event";
    private const string ByMember = "member";
    private const string ByReferral = "referral";

    /// <summary>The id of an event: of its source and its number there.</summary>
    public static Guid IdOf(ProgramId program, Event happened) =>
        IdOf(program, ReporterOf(happened), happened.Source, happened.EventId);

    /// <summary>The ids that an event may have of which only its source and its number there are known.</summary>
    public static IEnumerable<Guid> IdsOf(ProgramId program, string source, string eventId) =>
        new[] { ByBrand, ByMember, ByReferral }.Select(reporter => IdOf(program, reporter, source, eventId));

    /// <summary>A member's own check-in. Its name follows from the member and the day, and is none of a
    /// brand's.</summary>
    /// <param name="member">The brand's name of the member, `members/{uuid}`.</param>
    /// <param name="day">The programme's day.</param>
    /// <param name="time">Alliance time.</param>
    public static Event OwnCheckIn(string member, int day, Timestamp time)
    {
        var date = Days.ToDate(day);
        return new Event
        {
            Source = "members",
            EventId = string.Create(
                CultureInfo.InvariantCulture,
                $"{date.Year:0000}-{date.Month:00}-{date.Day:00}/{MemberChecks.GuidOf(member):D}"),
            Member = member,
            Type = new EventType { Kind = EventKind.CheckIn },
            EventTime = time,
            ByMember = true,
        };
    }

    /// <summary>The refusal of an event whose name was used before.</summary>
    /// <param name="happened">An event.</param>
    public static ErrorReason UsedBefore(Event happened) =>
        happened.ByMember ? ErrorReason.EventCounted : ErrorReason.RequestIdReused;

    // Names of each of them are their own.
    private static string ReporterOf(Event happened) => happened.ByMember ? ByMember
        : happened.Type?.Kind == EventKind.ReferralQualified ? ByReferral : ByBrand;

    private static Guid IdOf(ProgramId program, string reporter, string source, string eventId) =>
        Uuids.OfHash(TextHash.Of(program.ToString(), reporter, source, eventId));

    /// <summary>What an event uses up, so that it is booked once, whatever its content.</summary>
    /// <param name="id">Its id.</param>
    public static string Of(Guid id) => $"events/{id:D}";

    /// <summary>What events of its kind use up together, so that one of them counts; null where each one
    /// does.</summary>
    /// <param name="program">The programme.</param>
    /// <param name="happened">An event of good form.</param>
    /// <param name="day">The programme's day on which it happened.</param>
    public static string? CountedOnce(ProgramId program, Event happened, int day)
    {
        var date = day.ToString(CultureInfo.InvariantCulture);
        string[]? about = happened.Type.Kind switch
        {
            EventKind.CheckIn => [date],
            EventKind.Review =>
                [happened.Reviewed.Order, happened.Reviewed.Line.ToString(CultureInfo.InvariantCulture)],
            EventKind.ShareVisit => [happened.Object, happened.Channel, date],
            EventKind.Survey or EventKind.Course or EventKind.Attendance => [happened.Object],
            _ => null,
        };
        return about is null
            ? null
            : "counted/" + Convert.ToHexStringLower(TextHash.Of(
                [program.ToString(), happened.Type.Kind.ToString(), happened.Member, .. about]));
    }
}
