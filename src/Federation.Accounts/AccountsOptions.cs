using System.ComponentModel.DataAnnotations;

namespace Federation.Accounts;

/// <summary>Configuration section <c>Accounts</c>.</summary>
public sealed class AccountsOptions
{
    public const string Section = "Accounts";

    /// <summary>How long a link code is good, in system time: 1 second to 1 day.</summary>
    public TimeSpan LinkCodeLife { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a pay code is good, in system time: 1 second to 1 day.</summary>
    public TimeSpan PayCodeLife { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How many open link codes a member has of one brand at most: 1 to 100.</summary>
    [Range(1, 100)]
    public int OpenLinkCodes { get; set; } = 5;

    /// <summary>How many pay codes that have not expired a member has of one brand at most: 1 to 100.</summary>
    [Range(1, 100)]
    public int OpenPayCodes { get; set; } = 20;

    /// <summary>How long codes are kept after they expired, in system time: 1 to 365 days. Until then who shows one
    /// learns that it expired or was used; after it, that there is no such code.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "365.00:00:00")]
    public TimeSpan CodeRetention { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long after it was agreed a closing takes effect, in alliance time: 1 second to 365 days. It can be
    /// taken back until then.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "365.00:00:00")]
    public TimeSpan ClosureDelay { get; set; } = TimeSpan.FromDays(14);

    internal static Func<AccountsOptions, bool> IsLife(Func<AccountsOptions, TimeSpan> life) =>
        options => life(options) >= TimeSpan.FromSeconds(1) && life(options) <= TimeSpan.FromDays(1);
}
