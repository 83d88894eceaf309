using System.CommandLine;
using System.Globalization;
using Federation.Partners.V1;
using Date = Google.Type.Date;
using Option = System.CommandLine.Option;

namespace Federation.Cli;

/// <summary>When a coin's earnings expire, as options and in words.</summary>
internal sealed class ExpiryOptions
{
    private readonly Option<int?> days = new("--expires-days")
    {
        Description = "Coins expire at the end of the n-th day after the day of earning. Default: they never expire.",
        HelpName = "N",
    };

    private readonly Option<int?> months = new("--expires-months")
    {
        Description = "Coins expire at the end of the n-th month after the day of earning.",
        HelpName = "N",
    };

    private readonly Option<string[]> dates = new("--expires-on")
    {
        Description = "Coins expire on the next of these days of the year, 1 to 12 of them.",
        HelpName = "MM-DD",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<int?> inactive = new("--expires-inactive-days")
    {
        Description = "Coins expire so many days after the member's last activity with them.",
        HelpName = "N",
    };

    private readonly Option<string?> zone = new("--time-zone")
    {
        Description = "Where days begin, for instance Europe/London. Default: UTC.",
        HelpName = "ZONE",
    };

    private readonly Option<int?> notice = new("--notice-days")
    {
        Description = "No coin expires before its member has been told, so many days ahead; 1 to 90.",
        HelpName = "N",
    };

    private readonly Option<string?> evidence = new Option<string?>("--notice-evidence")
    {
        Description = "What must show that the member was told: accepted (the default), delivered or read.",
        HelpName = "EVIDENCE",
    }.AcceptOnlyFromAmong("accepted", "delivered", "read");

    public ExampleCommand AddTo(ExampleCommand command)
    {
        foreach (var option in (Option[])[days, months, dates, inactive, zone, notice, evidence])
            command.Add(option);
        return command;
    }

    /// <summary>The rule that was given; null where coins never expire.</summary>
    /// <exception cref="BadInputException">Two rules were given, or a day is none.</exception>
    public ExpiryRule? RuleOf(ParseResult parse)
    {
        var rules = (Option[])[days, months, dates, inactive];
        var given = rules.Where(r => parse.GetResult(r) is not null).ToList();
        var names = string.Join(", ", rules.Select(r => r.Name));
        if (given.Count > 1)
            throw new BadInputException($"Give at most one of {names}.");
        if (given.Count == 0)
            return ((Option[])[zone, notice, evidence]).FirstOrDefault(o => parse.GetResult(o) is not null) is { } lone
                ? throw new BadInputException($"{lone.Name} needs one of {names}.")
                : null;
        var rule = new ExpiryRule
        {
            TimeZone = parse.GetValue(zone) ?? "",
            NoticeDays = parse.GetValue(notice) ?? 0,
            NoticeEvidence = parse.GetValue(evidence) is { } word
                ? Enum.Parse<NoticeEvidence>(word, ignoreCase: true) : NoticeEvidence.Unspecified,
        };
        if (given[0] == days)
            rule.Days = parse.GetValue(days)!.Value;
        else if (given[0] == months)
            rule.Months = parse.GetValue(months)!.Value;
        else if (given[0] == inactive)
            rule.DaysAfterActivity = parse.GetValue(inactive)!.Value;
        else
            rule.FixedDates = new FixedDates { Dates = { parse.GetValue(dates)!.Select(DayOf) } };
        return rule;
    }

    /// <summary>A rule in words.</summary>
    public static string Words(ExpiryRule? rule)
    {
        var words = rule?.RuleCase switch
        {
            ExpiryRule.RuleOneofCase.Days => $"{rule.Days} days after earning",
            ExpiryRule.RuleOneofCase.Months => $"{rule.Months} months after earning",
            ExpiryRule.RuleOneofCase.DaysAfterActivity => $"{rule.DaysAfterActivity} days after activity",
            ExpiryRule.RuleOneofCase.FixedDates => "on " + string.Join(", ", rule.FixedDates.Dates.Select(
                d => string.Create(CultureInfo.InvariantCulture, $"{d.Month:00}-{d.Day:00}"))),
            _ => null,
        };
        if (words is null || rule is null)
            return "never";
        if (rule.NoticeDays > 0)
            words += $", {rule.NoticeDays} days' notice";
        return rule.TimeZone.Length == 0 ? words : $"{words}, {rule.TimeZone}";
    }

    /// <summary>A day of the year; 2000 had each of them.</summary>
    private static Date DayOf(string text) =>
        DateTime.TryParseExact(
            "2000-" + text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new Date { Month = day.Month, Day = day.Day }
            : throw new BadInputException($"--expires-on: '{text}' is not a day of the year such as 03-31.");
}
