using System.ComponentModel.DataAnnotations;

namespace Federation.Exchange;

/// <summary>The exchange's rules: configuration section <c>Exchange</c>.</summary>
public sealed class ExchangeOptions
{
    public const string Section = "Exchange";

    /// <summary>How far a value may deviate from the board in force, or a pair's rate from the way back, in basis
    /// points, before somebody has to give a reason for it.</summary>
    [Range(0, 1_000_000)]
    public int BandBasisPoints { get; set; } = 2000;

    /// <summary>Whether each brand must approve a board that changes values of its coins.</summary>
    public bool BrandApproval { get; set; }

    /// <summary>How long a quote binds. Long enough for a member to decide, too short to be an option on the next
    /// board.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan QuoteLifetime { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a conversion can be undone.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "90.00:00:00")]
    public TimeSpan CoolingOff { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How long an authorization by a pay code sets coins aside, where the till does not say.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "90.00:00:00")]
    public TimeSpan PayCodeAuthorization { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How long an authorization by a pay code may set coins aside.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "90.00:00:00")]
    public TimeSpan LongestPayCodeAuthorization { get; set; } = TimeSpan.FromDays(90);

    /// <summary>How long an authorization by opt-in sets coins aside, where the till does not say.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "90.00:00:00")]
    public TimeSpan OptInAuthorization { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How long an authorization by opt-in may set coins aside.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "90.00:00:00")]
    public TimeSpan LongestOptInAuthorization { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How many open quotes a member has at most with one till's brand: so no brand takes the places of
    /// another.</summary>
    [Range(1, 100)]
    public int OpenQuotesPerMerchant { get; set; } = 5;

    /// <summary>How many open quotes a member has at most with all brands: each is an option on its board.</summary>
    [Range(1, 1000)]
    public int OpenQuotesPerMember { get; set; } = 25;
}
