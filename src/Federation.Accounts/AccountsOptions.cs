namespace Federation.Accounts;

/// <summary>Configuration section <c>Accounts</c>.</summary>
public sealed class AccountsOptions
{
    public const string Section = "Accounts";

    /// <summary>How long a link code is good, in system time: 1 second to 1 day.</summary>
    public TimeSpan LinkCodeLife { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a pay code is good, in system time: 1 second to 1 day.</summary>
    public TimeSpan PayCodeLife { get; set; } = TimeSpan.FromMinutes(2);

    internal static Func<AccountsOptions, bool> IsLife(Func<AccountsOptions, TimeSpan> life) =>
        options => life(options) >= TimeSpan.FromSeconds(1) && life(options) <= TimeSpan.FromDays(1);
}
