namespace Federation.Cli;

/// <summary>What a field of a request is called by a person who typed a command.</summary>
internal static class FieldWords
{
    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["request_id"] = "the request's id (--request-id)",
        ["external_id"] = "the brand's own number of the member",
        ["external_reference"] = "the brand's own number of the business (--reference)",
        ["amount"] = "the amount",
        ["amount.units"] = "how many coins",
        ["amount.coin"] = "the coin",
        ["maximum"] = "the maximum",
        ["maximum.units"] = "the maximum",
        ["maximum.coin"] = "the coin",
        ["units"] = "how many coins (--units)",
        ["pay.units"] = "how many coins to pay (--pay)",
        ["pay.coin"] = "the coin to pay with (--with)",
        ["money.units"] = "how much money (--money)",
        ["source_coin"] = "the coin to pay with (--with)",
        ["partner_id"] = "the brand's id",
        ["coin_id"] = "the coin's id",
        ["merchant_id"] = "the merchant's id",
        ["display_name"] = "the name for people (--name)",
        ["display_name_zh"] = "the name in Chinese (--name-zh)",
        ["display_code"] = "the short code that people see (--code)",
        ["scale"] = "how many decimal places people see (--scale)",
        ["restore_grace_days"] = "the days of grace (--restore-grace-days)",
        ["allied_spending.daily_cap_units"] = "the cap of each day (--daily-cap)",
        ["link_code"] = "the link code",
        ["pay_code"] = "the pay code (--pay-code)",
        ["member"] = "the member",
        ["name"] = "the name",
        ["parent"] = "the owner",
        ["partner"] = "the brand",
        ["coin"] = "the coin",
        ["merchant"] = "the merchant (--merchant)",
        ["reason_code"] = "the reason (--reason)",
        ["language_code"] = "the language (--language)",
        ["role"] = "the role (--role)",
        ["scopes"] = "the scopes (--scope)",
        ["person"] = "the person (--person)",
        ["lifetime"] = "for how long (--lifetime)",
        ["effective_time"] = "when it was (--effective)",
        ["guards.not_after"] = "the latest time (--not-after)",
    };

    /// <summary>A field in words; one without words of its own is its path, read as words.</summary>
    public static string Of(string field) => Words.GetValueOrDefault(field)
        ?? field.Replace(".", ", ", StringComparison.Ordinal).Replace('_', ' ');
}
