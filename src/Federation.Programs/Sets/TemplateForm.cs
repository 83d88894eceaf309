using Federation.Hosting;
using Federation.Programs.V1;
using Federation.Rules;
using Google.Protobuf.WellKnownTypes;
using GoogleDate = Google.Type.Date;

namespace Federation.Programs;

/// <summary>What a request to apply a template must look like. Pure.</summary>
internal static class TemplateForm
{
    /// <summary>What the template says for the choices of the request.</summary>
    /// <param name="form">Collects the problems.</param>
    /// <param name="request">The template and the choices.</param>
    /// <param name="now">The alliance's time.</param>
    /// <param name="money">The alliance's settlement money.</param>
    public static RuleSetTerms TemplateTerms(
        this Form form, ApplyTemplateRequest request, DateTimeOffset now, SettlementMoney money)
    {
        var template = RuleSetTemplates.Find(request.Template);
        form.Check(
            template is not null, "template",
            "must be one of " + string.Join(", ", RuleSetTemplates.All.Select(t => t.Id)));
        var isDate = request.StartDate is not { } given || IsDate(given);
        form.Check(isDate, "start_date", "must be a date that exists, from 1970 to 9000");
        // All templates ask for the same choices.
        var terms = (template ?? RuleSetTemplates.All[0]).Make(ChoiceOf(request, isDate, now));
        foreach (var finding in TermsGuard.Check(terms, [], money).Findings.Where(f => f.Error))
            form.Check(false, FieldOf(finding.Path), finding.Words.En.TrimEnd('.'));
        return terms;
    }

    /// <summary>What is set up besides, for the choices of a request of good form.</summary>
    /// <param name="request">The template and the choices.</param>
    /// <param name="program">The programme.</param>
    /// <param name="now">The alliance's time.</param>
    public static IEnumerable<TemplateStep> Setup(
        ApplyTemplateRequest request, ProgramId program, DateTimeOffset now)
    {
        var choice = new SetupChoice(program, ChoiceOf(request, isDate: true, now));
        foreach (var step in RuleSetTemplates.Find(request.Template)?.Setup ?? [])
            yield return new TemplateStep
            {
                Title = step.Title,
                Request = step.Request is { } make ? Any.Pack(make(choice)) : null,
            };
    }

    private static TemplateChoice ChoiceOf(ApplyTemplateRequest request, bool isDate, DateTimeOffset now) => new(
        request.Coin, request.Currency, request.SettlementUnitsPerMinorUnit, request.TimeZone,
        isDate && request.StartDate is { } date ? date : Today(request.TimeZone, now));

    /// <summary>The field that a finding about the terms is caused by.</summary>
    private static string FieldOf(string path) => path == "coins" ? "coin" : path;

    private static bool IsDate(GoogleDate date) =>
        date.Year is >= 1970 and <= 9000 && date.Month is >= 1 and <= 12
        && date.Day >= 1 && date.Day <= DateTime.DaysInMonth(date.Year, date.Month);

    private static GoogleDate Today(string timeZone, DateTimeOffset now)
    {
        var day = DateOnly.FromDateTime(DateTime.UnixEpoch).AddDays(
            new ProgramCalendar(ProgramCalendar.Knows(timeZone) ? timeZone : "UTC", 0).At(now.ToTimestamp()).Day);
        return new GoogleDate { Year = day.Year, Month = day.Month, Day = day.Day };
    }
}
