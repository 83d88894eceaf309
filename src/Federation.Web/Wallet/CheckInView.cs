using Federation.Programs.V1;

namespace Federation.Web;

/// <summary>A member's run of check-ins in a programme, as the page shows it.</summary>
/// <param name="Program">The programme.</param>
/// <param name="Run">How the run stands, and what the next days would give.</param>
/// <param name="Given">What this day's check-in gave; null where there was none, or where it cannot be read.</param>
internal sealed record CheckInView(Federation.Programs.V1.Program Program, CheckInStatus Run, Evaluation? Given)
{
    /// <summary>So many days stand in a row.</summary>
    public const int InARow = 7;

    /// <summary>So many days are asked for: a row of them, without this one where it is done.</summary>
    public const int Asked = InARow + 1;

    /// <summary>The name of its form.</summary>
    public string Form => Program.Name.Replace('/', '-');

    /// <summary>Whose it is, <c>partners/{p}</c>.</summary>
    public string Partner => MemberPrograms.PartnerOf(Program);

    /// <summary>Whether the day before was missed and the run goes on all the same, if the member checks in
    /// now.</summary>
    public bool IsBeingRepaired => !Run.CheckedIn && Run.RunDays > 0
        && Run.Days.FirstOrDefault() is { } today && DayOf(today.Date).AddDays(-2) == DayOf(Run.LastDate);

    /// <summary>The days of the run that are shown as done: those of the present round, at most six.</summary>
    public IEnumerable<long> Done()
    {
        var inRound = Run.CycleDays > 0 && Run.RunDays > 0 ? ((Run.RunDays - 1) % Run.CycleDays) + 1 : Run.RunDays;
        // A round that is complete is shown until the next day.
        if (!Run.CheckedIn && inRound == Run.CycleDays)
            inRound = 0;
        var shown = Math.Min(inRound, InARow - 1);
        for (var day = Run.RunDays - shown + 1; day <= Run.RunDays; day++)
            yield return day;
    }

    /// <summary>The days to come that fill the row.</summary>
    public IEnumerable<CheckInDay> ToCome() => Run.Days.Take(InARow - Done().Count());

    public static DateOnly DayOf(Google.Type.Date? date) =>
        date is { Year: > 0, Month: > 0, Day: > 0 } ? new DateOnly(date.Year, date.Month, date.Day) : default;
}
