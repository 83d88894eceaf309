using Federation.Hosting;
using Federation.Partners.V1;

namespace Federation.Partners;

/// <summary>What a coin's definition must look like. Pure.</summary>
internal static class CoinForm
{
    private const int MaxDays = 36_500;
    private const int MaxMonths = 1_200;
    private const int MaxNoticeDays = 90;
    private const int MaxFixedDates = 12;
    private const int MaxGraceDays = 365;
    private const int MaxGifts = 1_000;
    private const string TimeZoneProblem = "must be an IANA time zone, for instance Europe/London";

    // Days of the year carry the year 0; 29 February is one of them.
    private const int AnyLeapYear = 2000;

    public static void Check(Form form, DefineCoinRequest request)
    {
        form.Id(request.CoinId, "coin_id");
        form.Check(IsDisplayCode(request.DisplayCode), "display_code", "must be 2 to 12 of A-Z and 0-9");
        form.Check(request.Scale is >= 0 and <= 9, "scale", "must be 0 to 9");
        form.Text(request.DisplayName, "display_name", 1, 100);
        form.Text(request.DisplayNameZh, "display_name_zh", 0, 100);
        if (request.Expiry is not null)
            CheckExpiry(form, request.Expiry);
        form.Check(request.RestoreGraceDays is >= 0 and <= MaxGraceDays, "restore_grace_days", "must be 0 to 365");
        CheckGifts(form, request.GiftLimit);
    }

    public static void Check(Form form, UpdateCoinRequest request)
    {
        form.Check(request.DisplayCode.Length == 0 || IsDisplayCode(request.DisplayCode),
            "display_code", "must be 2 to 12 of A-Z and 0-9, or empty to keep it");
        form.Check(
            request.DisplayCode.Length > 0 || request.Expiry is not null || request.NeverExpires
                || request.GiftLimit is not null,
            "name", "nothing of it is to be changed: give display_code, expiry, never_expires or gift_limit");
        CheckGifts(form, request.GiftLimit);
        if (request.Expiry is null)
            return;
        form.Check(!request.NeverExpires, "never_expires", "must not be given together with expiry");
        form.Check(request.Expiry.RuleCase != ExpiryRule.RuleOneofCase.None,
            "expiry", "must have a rule; give never_expires for coins that do not expire");
        form.Check(request.Expiry.RuleCase != ExpiryRule.RuleOneofCase.DaysAfterActivity,
            "expiry.days_after_activity", "cannot become a coin's rule later: coins issued so far have their ends");
        CheckExpiry(form, request.Expiry);
    }

    private static bool IsDisplayCode(string code) =>
        code.Length is >= 2 and <= 12 && code.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c));

    private static void CheckGifts(Form form, GiftLimit? limit)
    {
        if (limit is null)
            return;
        form.Check(
            limit.GiftsPerDay is >= 0 and <= MaxGifts, "gift_limit.gifts_per_day", "must be 1 to 1,000, or 0 for none");
        form.Check(
            limit.TimeZone.Length == 0 || IsTimeZone(limit.TimeZone), "gift_limit.time_zone", TimeZoneProblem);
    }

    private static void CheckExpiry(Form form, ExpiryRule rule)
    {
        switch (rule.RuleCase)
        {
            case ExpiryRule.RuleOneofCase.Days:
                form.Check(rule.Days is >= 1 and <= MaxDays, "expiry.days", "must be 1 to 36,500");
                break;
            case ExpiryRule.RuleOneofCase.Months:
                form.Check(rule.Months is >= 1 and <= MaxMonths, "expiry.months", "must be 1 to 1,200");
                break;
            case ExpiryRule.RuleOneofCase.DaysAfterActivity:
                form.Check(
                    rule.DaysAfterActivity is >= 1 and <= MaxDays, "expiry.days_after_activity", "must be 1 to 36,500");
                break;
            case ExpiryRule.RuleOneofCase.FixedDates:
                CheckDates(form, rule.FixedDates);
                break;
        }
        var noticed = rule.RuleCase is not
            (ExpiryRule.RuleOneofCase.None or ExpiryRule.RuleOneofCase.DaysAfterActivity);
        form.Check(
            rule.NoticeDays == 0 || (noticed && rule.NoticeDays is > 0 and <= MaxNoticeDays), "expiry.notice_days",
            "must be 1 to 90, or 0 for none, and only with days, months or fixed_dates");
        form.Check(
            rule.NoticeEvidence == NoticeEvidence.Unspecified
                || (rule.NoticeDays > 0 && Enum.IsDefined(rule.NoticeEvidence)),
            "expiry.notice_evidence", "must be one of the kinds of evidence, and only with notice_days");
        form.Check(
            rule.TimeZone.Length == 0 || IsTimeZone(rule.TimeZone), "expiry.time_zone", TimeZoneProblem);
    }

    private static void CheckDates(Form form, FixedDates fixedDates)
    {
        const string field = "expiry.fixed_dates.dates";
        var dates = fixedDates.Dates;
        form.Check(dates.Count is >= 1 and <= MaxFixedDates, field, "must be 1 to 12 dates");
        form.Check(dates.All(IsDayOfYear), field, "must be days of the year, with the year 0");
        form.Check(dates.Distinct().Count() == dates.Count, field, "must be different days");
    }

    private static bool IsDayOfYear(Google.Type.Date date) =>
        date.Year == 0 && date.Month is >= 1 and <= 12 && date.Day >= 1
        && date.Day <= DateTime.DaysInMonth(AnyLeapYear, date.Month);

    // Only names that mean the same on every node: not a machine's own (localtime), nor another system's (UTC-11), nor
    // in the wrong case, which is found or not by what was asked before. The copies below posix/ and right/ are not
    // names of zones, and the latter count leap seconds.
    private static bool IsTimeZone(string id) =>
        id.Length <= 64 && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '_' or '-' or '+')
        && !id.Contains("//", StringComparison.Ordinal) && !id.StartsWith("posix", StringComparison.Ordinal)
        && !id.StartsWith("right/", StringComparison.Ordinal) && id is not ("localtime" or "Factory")
        && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) && zone.HasIanaId && zone.Id == id;
}
