using System.Globalization;
using Federation.Programs.V1;

namespace Federation.Programs;

/// <summary>By what the ledger knows an event. Pure.</summary>
internal static class EventKeys
{
    /// <summary>The id of an event: of its source and its number there.</summary>
    public static Guid IdOf(ProgramId program, Event happened) =>
        Uuids.OfHash(TextHash.Of(
            program.ToString(), happened.Type?.Kind == EventKind.ReferralQualified ? "referral" : "event",
            happened.Source, happened.EventId));

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
