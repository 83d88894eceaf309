namespace Federation.Identity;

/// <summary>How often something was tried lately that could be a guess.</summary>
public sealed class SignInTries
{
    /// <summary>After so long without a try the count begins anew.</summary>
    public static readonly TimeSpan Forgotten = TimeSpan.FromHours(24);

    /// <summary>SHA-256 of what is counted: a name, an IP address, a browser, a user.</summary>
    public required byte[] KeyHash { get; init; }

    public required int Count { get; set; }

    public required DateTimeOffset Time { get; set; }

    /// <summary>Before it no try is looked at.</summary>
    public required DateTimeOffset NextTime { get; set; }
}
